// The folder of a Rollcall that a test serves is searched for secrets before it goes: by the helper that makes and removes it.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './sources.ts';

/** What makes a temporary folder otherwise, because no Rollcall issues anything in there. */
const others: Readonly<Record<string, string>> = {
  'test/data-folder.ts': 'is the helper',
  'test/hosts/key-file.test.ts': 'keys of sealed secrets, which are none of those',
  'test/nginx-tls.ts': 'the files of a proxy',
  'test/sshd.ts': 'the files of an SSH server, the keys of its users among them',
  'test/standin/boot.ts': 'an app that was started without a folder of its own',
  'test/storage/storage-for-test.ts': 'a storage alone',
  'test/tunnel/certificates.ts': 'certificates with their private keys',
  'test/tunnel/probe.test.ts': 'a certificate with its private key',
  'test/tunnel/server-snippets.test.ts': 'the configuration of a proxy',
  'test/tunnel/standin-cloudflared.ts': 'a program that stands in for another',
  'test/e2e/tunnel.spec.ts': 'a certificate',
  'test/vault.ts': 'a vault alone, with its key',
};

const texts = new Map(
  globSync('test/**/*.ts', { cwd: root, exclude: ['test/bench/**'] })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path !== 'test/architecture/data-folders.test.ts')
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);
const thatSay = (pattern: RegExp): readonly string[] =>
  [...texts].filter(([, text]) => pattern.test(text)).map(([path]) => path);

test('whoever makes a temporary folder makes a data folder, or is named here with what else it is', () => {
  expect(thatSay(/\bmkdtemp/).toSorted()).toEqual(Object.keys(others).toSorted());
});

test('whoever makes a data folder has it searched and removed', () => {
  const making = thatSay(/\bmakeDataFolder\(/).filter((path) => path !== 'test/data-folder.ts');
  expect(making.length).toBeGreaterThan(20);
  const importedAndUsed = thatSay(/\bremoveDataFolder\b[^]*\bremoveDataFolder\b/);
  expect(making.filter((path) => !importedAndUsed.includes(path))).toEqual([]);
});
