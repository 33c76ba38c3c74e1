import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { CallFailure } from './connection.ts';

const whyUnreadable = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** The JSON object in a file, or on standard input when the file is `-`. CallFailure when there is none. */
export async function readDocument(file: string): Promise<Record<string, unknown>> {
  const place = file === '-' ? 'standard input' : file;
  let value: unknown;
  try {
    value = JSON.parse(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
  } catch (cause) {
    throw new CallFailure(`${place} holds no JSON document that can be read: ${whyUnreadable(cause)}.`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CallFailure(`${place} must hold one JSON object.`);
  }
  return value as Record<string, unknown>;
}
