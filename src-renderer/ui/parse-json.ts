export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  /** `line` counts from 1; null when the engine does not say, and then the reason quotes the place. */
  | { readonly ok: false; readonly line: number | null; readonly reason: string };

/** Parses what a person wrote; a failure says where it is and in which words the engine puts it. */
export function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(message)?.[1];
    const reason = message.replace(/ (?:in JSON )?at position \d+.*$/, '').replace(/ is not valid JSON$/, '');
    const line = position === undefined ? null : text.slice(0, Number(position)).split('\n').length;
    return { ok: false, line, reason };
  }
}
