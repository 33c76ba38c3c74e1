import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callConsole } from '#main/hosts/demo/console-access.ts';
import { startServer } from '#main/hosts/demo/server-process.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';

const demo = resolve(import.meta.dirname, '../../src-main/hosts/demo/main.ts');
const folder = await makeDataFolder();

afterAll(() => removeDataFolder(folder));

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function play(...args: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, [demo, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { code, out, err };
}

const requestsOf = ({ out }: Run): number => Number(/(\d+) requests/.exec(out)?.[1]);

/** An endpoint that is not Rollcall, to see that the demo notices what Entra would. */
async function withEndpoint(answer: RequestListener, against: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await against(`http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('against a Rollcall that it starts', () => {
  const runs: Run[] = [];
  beforeAll(async () => {
    for (let run = 0; run < 2; run++) runs.push(await play('--data', folder, '--fast', '--exit'));
  }, 120_000);

  test('every answer is what Entra expects', () => {
    const [first] = runs;
    expect(first?.out).toContain(' · 122 people · 12 groups · 0 unexpected answers · ');
    expect(first?.err).toBe('');
    expect(first?.code).toBe(0);
  });

  test('a second run links the people it finds and sends only what differs', () => {
    const [first, second] = runs as [Run, Run];
    expect(second.out).toContain('0 unexpected answers');
    expect(second.code).toBe(0);
    expect(requestsOf(second)).toBeLessThan(requestsOf(first) * 0.7);
  });

  test('it leaves no server behind', () => {
    expect(existsSync(join(folder, 'server.json'))).toBe(false);
  });

  test('--no-story ends with the first cycle', async () => {
    const { out, code } = await play('--data', folder, '--fast', '--exit', '--no-story');
    expect(out).not.toContain('Story');
    expect(code).toBe(0);
  });
});

describe('against a Rollcall that runs already', () => {
  test('it finds it by its data folder and revokes the token it made', async () => {
    const running = await startServer(folder, new AbortController().signal);
    try {
      const { code, out } = await play('--data', folder, '--fast', '--no-story');
      expect(out).toContain('0 unexpected answers');
      expect(out).not.toContain('started for the demo');
      expect(code).toBe(0);
      const [tenant] = await callConsole(running.access, 'tenants.list', {});
      const tokens = await callConsole(running.access, 'tokens.list', { tenantId: tenant?.id ?? '' });
      expect(tokens.map(({ label }) => label)).toContain('Demo');
      expect(tokens.filter(({ state }) => state !== 'revoked')).toEqual([]);
    } finally {
      await running.stop();
    }
  });

  test('a tenant that it does not have is named together with those it has', async () => {
    const { code, err } = await play('--data', folder, '--tenant', 'nowhere', '--exit');
    expect(code).toBe(1);
    expect(err).toContain('serves no tenant "nowhere". It has: default.');
  });
});

describe('against an endpoint that is not what Entra expects', () => {
  test('a 404 for /Groups fails the connection test: exit 1, no cycle, the answer is listed', async () => {
    await withEndpoint(
      (request, response) => {
        const groups = request.url?.startsWith('/scim/v2/Groups') === true;
        response.writeHead(groups ? 404 : 200, { 'content-type': 'application/scim+json' });
        const list = { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: 0 };
        response.end(JSON.stringify(groups ? { detail: 'No groups here' } : list));
      },
      async (url) => {
        const { code, out } = await play('--url', url, '--token', 't', '--fast');
        expect(code).toBe(1);
        expect(out).toContain('Entra would not start a cycle');
        expect(out).toContain('HTTP 404, expected 200: No groups here');
        expect(out).toContain('2 requests · 0 people · 0 groups · 1 unexpected answers');
      },
    );
  });

  test('a redirect is not followed', async () => {
    await withEndpoint(
      (_request, response) => response.writeHead(302, { location: '/login' }).end(),
      async (url) => {
        const { code, out } = await play('--url', url, '--token', 't', '--fast');
        expect(code).toBe(1);
        expect(out).toContain('HTTP 302, expected 200');
      },
    );
  });

  test('an endpoint that goes away stops the demo with what to do', async () => {
    let requests = 0;
    await withEndpoint(
      (_request, response) => {
        requests++;
        if (requests > 2) response.destroy();
        else {
          response.writeHead(200, { 'content-type': 'application/scim+json' });
          response.end('{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0}');
        }
      },
      async (url) => {
        const { code, err, out } = await play('--url', url, '--token', 't', '--fast');
        expect(code).toBe(1);
        expect(err).toContain('gave no answer to 5 requests in a row');
        expect(out).toContain('7 requests');
      },
    );
  });
});

describe('its command line', () => {
  test.each([
    [['--ulr', 'x'], "Unknown option '--ulr'"],
    [['--url', 'http://127.0.0.1:1/x'], '--url and --token belong together'],
    [['--url', 'ftp://x', '--token', 't'], '--url is "ftp://x"'],
    [['--pace', 'slow'], '--pace is "slow"'],
  ])('%j is refused with exit 2', async (args, sentence) => {
    const { code, err } = await play(...args);
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  test('--help says what it does', async () => {
    const { code, out } = await play('--help');
    expect(code).toBe(0);
    expect(out).toContain('Usage: npm run demo');
  });
});
