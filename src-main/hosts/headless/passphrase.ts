// The vault's passphrase comes from a file descriptor or a terminal: a command line is seen by every user of the machine, and
// the environment by every program that Rollcall starts.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** The first line of what the descriptor gives until its end. Throws what the system says. */
export const passphraseFrom = (descriptor: number): string =>
  readFileSync(descriptor, 'utf8').split(/\r?\n/, 1)[0] ?? '';

/** Whether somebody can be asked. */
export const hasTerminal = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** What is typed is not shown. Empty when nothing was. */
export async function askForPassphrase(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await reader.question('');
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}
