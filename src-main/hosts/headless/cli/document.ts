import { readFile, writeFile } from 'node:fs/promises';
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

/**
 * Writes an export and answers where: a file that was named, or a new one. Only its owner may read it, because it is full
 * of people.
 */
export async function writeExport(
  { fileName, document }: { readonly fileName: string; readonly document: object },
  named: string | undefined,
): Promise<string> {
  const file = named ?? fileName;
  const flag = named === undefined ? 'wx' : 'w';
  await writeFile(file, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600, flag }).catch((cause: unknown) => {
    throw new CallFailure(`The export could not be written: ${whyUnreadable(cause)}. Name another file.`, { cause });
  });
  return file;
}
