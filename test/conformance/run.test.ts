// The whole program, as its user runs it: against the served Rollcall, against what is not there, and cleaned up after.
import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { serve } from '../served.ts';
import type { Report } from './report.ts';

const program = join(import.meta.dirname, 'conformance.ts');

async function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
}

const total = async (url: string, token: string, path: string): Promise<unknown> => {
  const response = await fetch(`${url}${path}?count=0`, { headers: { authorization: `Bearer ${token}` } });
  return ((await response.json()) as { totalResults: number }).totalResults;
};

test('Rollcall conforms: 0 failed, nothing left behind, and the token nowhere', { timeout: 240_000 }, async () => {
  await using served = await serve();
  const token = await served.createToken();
  const folder = await makeDataFolder();
  const [json, html] = [join(folder, 'report.json'), join(folder, 'report.html')];
  const client = await served.call('oauthClients.create', { tenantId: served.tenantId, label: 'Conformance' });
  const secret = client.clientSecret ?? '';
  const oauth = ['--token-endpoint', client.client.tokenEndpoint ?? '', '--client-id', client.clientId];
  const asked = ['--url', served.tenantUrl, '--token', token, '--json', json, '--html', html, ...oauth];
  asked.push('--client-secret', secret);
  const { code, stdout, stderr } = await run(...asked);
  const texts = [stdout, stderr, await readFile(json, 'utf8'), await readFile(html, 'utf8')];
  await removeDataFolder(folder);
  const { suites, leftBehind } = JSON.parse(texts[2] ?? '') as Report;
  const cases = suites.flatMap((suite) => suite.cases);
  expect(cases.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect({ code, leftBehind, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
    code: 0,
    leftBehind: [],
    last: expect.stringMatching(/^\d+ passed, 0 failed, 1 skipped$/),
  });
  expect(suites.map(({ id, cases: { length } }) => [id, length])).toEqual([
    ['microsoft-validator', 32],
    ['microsoft-gallery', 11],
    ['okta-spec', 12],
    ['corpus', expect.any(Number)],
    ['rules', expect.any(Number)],
  ]);
  for (const text of texts) for (const hidden of [token, secret]) expect(text).not.toContain(hidden);
  expect(await total(served.tenantUrl, token, '/Users')).toBe(0);
  expect(await total(served.tenantUrl, token, '/Groups')).toBe(0);
});

/** The body as far as it can be read. */
function readJson(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    return { unreadable: text };
  }
}

/** A SCIM service that creates and deletes users, and cannot do anything else. */
async function startPoorService(): Promise<{ url: string; stored: Set<string> } & AsyncDisposable> {
  const stored = new Set<string>();
  const server = createServer((request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const answer = (status: number, body?: object): void => {
      response.writeHead(status, { 'content-type': 'application/scim+json' }).end(JSON.stringify(body));
    };
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      if (path === '/ServiceProviderConfig') {
        const no = { supported: false };
        answer(200, { patch: no, bulk: no, filter: no, sort: no, etag: no });
      } else if (path === '/Users' && request.method === 'POST') {
        const id = randomUUID();
        stored.add(`/Users/${id}`);
        answer(201, { ...readJson(text), id });
      } else if (request.method === 'DELETE') answer(stored.delete(path) ? 204 : 404);
      else if (path === '/Users' && query === 'count=1') answer(200, { totalResults: 0 });
      else answer(501, { detail: 'not here' });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stored,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

test('a poorer service is told what it failed, is skipped what it never promised, and keeps nothing', async () => {
  await using service = await startPoorService();
  const { code, stdout } = await run('--url', service.url, '--token', 'poor-mans-token', '--suite', 'okta-spec,corpus');
  expect(code).toBe(1);
  expect(stdout).toMatch(/Get Users\/\{id\}\s+failed\s+mandatory\s+step 2, GET \/Users\/[\w-]+: status is 501/);
  expect(stdout).toMatch(
    /5: path-less \{active:false\}\s+skipped\s+mandatory\s+ServiceProviderConfig: patch\.supported is false/,
  );
  expect(stdout).toMatch(/7: GET after delete\s+skipped\s+mandatory\s+501 to GET/);
  expect(stdout).toMatch(
    /  sent:\n    GET \/Users.*\n[^]*  expected otherwise:\n    status is 501[^]*  came:\n    501/,
  );
  expect(service.stored.size).toBe(0);
});

test.each([
  ['nothing to talk to', ['--token', 't'], /--url/],
  ['nobody there', ['--url', 'http://127.0.0.1:9', '--token', 't'], /Nothing answered at http:\/\/127\.0\.0\.1:9/],
])('%s: exit code 2, and a message that says what to do', async (_, args, message) => {
  const { code, stdout, stderr } = await run(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
});

test('a token that is refused: exit code 2', async () => {
  await using served = await serve();
  const { code, stderr } = await run('--url', served.tenantUrl, '--token', 'wrong');
  expect([code, stderr]).toEqual([2, expect.stringContaining('refused the token with 401')]);
});
