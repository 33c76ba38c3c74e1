// Finds the secrets that Rollcall issues, in clear, in the bytes of its files. Each kind has a form and most a check sum, so that
// whatever a test issued is found without knowing it, and what only looks like one is not. Never prints what it found.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { createSecrets } from '#main/adapters/secrets.ts';
import { checkToken } from '#main/application/credentials/bearer-token.ts';
import { fitsCheck, keyLength } from '#main/application/recovery/recovery-key.ts';

const secrets = createSecrets();

const tokenPrefix = 'scim_';
const tokenLength = 54;

/** Secret Tokens, client secrets and access tokens have one form. */
function holdsToken(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(tokenPrefix); at >= 0; at = bytes.indexOf(tokenPrefix, at + 1)) {
    if (checkToken(bytes.toString('latin1', at, at + tokenLength), secrets)) return true;
  }
  return false;
}

const keyCharacter = '[0-9A-HJKMNP-TV-Z]';
/** As it is shown, or without its dashes; at every place, because columns of a page stand side by side. */
const recoveryKey = new RegExp(`(?=((?:${keyCharacter}{4}-){6}${keyCharacter}{4}|${keyCharacter}{${keyLength}}))`, 'g');
/** One character over and over is no key, and tests send a million of it. */
const filler = new RegExp(`(.)\\1{${keyLength - 1},}`, 'g');
const fewest = 10;
/** 28 random characters are hardly ever of fewer kinds or hexadecimal digits alone; what a program encoded often is. */
const isRandom = (key: string): boolean => new Set(key).size >= fewest && /[^0-9A-F]/.test(key);
const mayBeInKey = Array.from({ length: 256 }, (_, code) =>
  new RegExp(`^(?:${keyCharacter}|-)$`).test(String.fromCharCode(code)),
);

/** Whoever looks at every 28th byte meets each run of 28. */
function holdsRecoveryKey(bytes: Buffer): boolean {
  const isKeyByte = (index: number): boolean => mayBeInKey[bytes[index] ?? 0] === true;
  for (let at = keyLength - 1; at < bytes.length; at += keyLength) {
    if (!isKeyByte(at)) continue;
    let start = at;
    let end = at + 1;
    while (isKeyByte(start - 1)) start--;
    while (isKeyByte(end)) end++;
    if (end - start < keyLength) continue;
    const run = bytes.toString('latin1', start, end).replaceAll(filler, ' ');
    const found = new Set(Array.from(run.matchAll(recoveryKey), ([, key = '']) => key.replaceAll('-', '')));
    for (const key of found) if (isRandom(key) && fitsCheck(secrets, key)) return true;
    at = end;
  }
  return false;
}

/** Of what stands between the lines that anybody may write: the name of the format. */
const privateKeyStart = Buffer.from('openssh-key-v1\0').toString('base64');

const kinds: readonly { readonly kind: string; readonly isIn: (bytes: Buffer) => boolean }[] = [
  { kind: 'a Secret Token, client secret or access token', isIn: holdsToken },
  { kind: 'a recovery key', isIn: holdsRecoveryKey },
  { kind: 'a private key of the tunnel', isIn: (bytes) => bytes.includes(privateKeyStart) },
];

/** What kinds of secrets stand in the bytes. */
export const kindsIn = (bytes: Buffer): readonly string[] =>
  kinds.filter(({ isIn }) => isIn(bytes)).map(({ kind }) => kind);

/**
 * The secret of this start and of the command line's sign-in have no form to know them by. They are handed over in these two
 * files, for their owner alone (mode 0600), and may stand in no other. Whatever else is issued may not stand in these either.
 */
const handedOver = ['server.json', 'cli-session.json'];
const isHandOver = (name: string): boolean => handedOver.includes(basename(name));
const sessionIn = /"(?:session|signIn)":"([\w-]{32,})"/;

/** Where secrets stand in clear in a folder and those below it: `rollcall.sqlite-wal holds a recovery key`. */
export async function secretsAtRest(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        // A server that still runs may have removed it by now.
        const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return Buffer.alloc(0);
          throw error;
        });
        return { name: relative(folder, path), bytes };
      }),
  );
  const sessions = files
    .filter(({ name }) => isHandOver(name))
    .flatMap(({ bytes }) => sessionIn.exec(bytes.toString())?.[1] ?? []);
  return files.flatMap(({ name, bytes }) => [
    ...kindsIn(bytes).map((kind) => `${name} holds ${kind}`),
    ...(!isHandOver(name) && sessions.some((session) => bytes.includes(session)) ? [`${name} holds a session`] : []),
  ]);
}
