import { isJsonObject, type JsonValue } from '#shared/lang/json.ts';

function parsed(line: string): JsonValue | undefined {
  try {
    return JSON.parse(line) as JsonValue;
  } catch {
    return undefined; // the last fatal line is plain text even with --output json
  }
}

/**
 * One whole line of cloudflared's stderr as text: its message, then its other fields as `error="…"`. What is no JSON is
 * taken as it stands.
 */
export function readLogLine(line: string): string {
  const record = parsed(line);
  if (!isJsonObject(record)) return line.trim();
  const { level: _level, time: _time, message, ...fields } = record;
  const rest = Object.entries(fields).map(([name, value]) =>
    typeof value === 'string' ? `${name}="${value}"` : `${name}=${JSON.stringify(value)}`,
  );
  return [typeof message === 'string' ? message.trim() : '', ...rest].join(' ').trim();
}
