// RFC 9112 §9.6: "If a server performs an immediate close of a TCP connection, there is a significant risk that the client
// will not be able to read the last HTTP response." A request that is refused before its body has come is answered so
// that the answer arrives, at the sender and at a proxy in between.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Agent, fetch } from 'undici';
import { describe, expect, test } from 'vitest';
import { clockForTest } from '../clock.ts';
import { debianPrograms, missing } from '../debian-program.ts';
import { startNginxTls } from '../nginx-tls.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';

const megabyte = 1024 * 1024;
const users = '/default/scim/v2/Users';
const wrongToken = `scim_${'0'.repeat(49)}`;

interface Refused {
  readonly what: string;
  readonly status: number;
  readonly method?: string;
  readonly path?: string;
  readonly type?: string;
  /** The right one unless given. */
  readonly token?: string;
}

const refused: readonly Refused[] = [
  { what: 'that is too large', status: 413 },
  { what: 'with a wrong token', status: 401, token: wrongToken },
  { what: 'of another media type', status: 415, type: 'text/plain' },
  { what: 'to no tenant', status: 404, path: '/nobody/scim/v2/Users' },
  { what: 'to a path that is not encoded', status: 400, path: '/default/scim/v2/Users/%ZZ' },
  { what: 'by a method that takes no body', status: 200, method: 'GET' },
  { what: 'for a token, that is too large', status: 413, path: '/default/oauth2/token' },
  { what: 'for a token, of another media type', status: 415, path: '/default/oauth2/token', type: 'text/plain' },
];

const typeOf = ({ type, path }: Refused): string =>
  type ?? (path?.includes('oauth2') ? 'application/x-www-form-urlencoded' : 'application/scim+json');

const head = ({ token }: RollcallForTest, request: Refused, more: readonly string[]): string =>
  [
    `${request.method ?? 'POST'} ${request.path ?? users} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Authorization: Bearer ${request.token ?? token}`,
    `Content-Type: ${typeOf(request)}`,
    ...more,
    '\r\n',
  ].join('\r\n');

interface Conversation {
  readonly socket: Socket;
  /** Everything that came back once the other side closed; rejects with what the sender is told of a reset. */
  readonly answer: Promise<string>;
}

async function open({ port }: RollcallForTest): Promise<Conversation> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  // Like a proxy that sends all it has before it looks for an answer.
  socket.pause();
  const answer = new Promise<string>((resolve, reject) => {
    let received = '';
    socket.on('data', (chunk) => void (received += chunk.toString()));
    socket.once('error', reject);
    socket.once('end', () => resolve(received));
  });
  return { socket, answer };
}

const body = Buffer.alloc(5 * megabyte, 'a');
const chunk = Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);

describe.each([
  { how: 'announced', headers: [`Content-Length: ${body.length}`], sent: body },
  {
    how: 'announced, by whom the connection will be closed,',
    headers: [`Content-Length: ${body.length}`, 'Connection: close'],
    sent: body,
  },
  { how: 'in chunks', headers: ['Transfer-Encoding: chunked'], sent: chunk },
])('a request of 5 MB, $how', ({ headers, sent }) => {
  test('is read away after its answer, which is whole, says that the connection ends and is the last', async () => {
    await using rollcall = await startRollcall();
    for (const request of refused) {
      const { socket, answer } = await open(rollcall);
      socket.write(head(rollcall, request, headers));
      const next = head(rollcall, { what: 'that comes after', status: 404, path: '/default/scim/v2/Next' }, [
        'Content-Length: 0',
      ]);
      await new Promise((resolve) => socket.write(Buffer.concat([sent, Buffer.from(next)]), resolve));
      socket.resume();
      const text = await answer;
      socket.end();
      expect([request.what, text.slice(0, 12)]).toEqual([request.what, `HTTP/1.1 ${request.status}`]);
      expect(text.toLowerCase()).toContain('\r\nconnection: close\r\n');
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1]);
      expect(text.slice(text.indexOf('\r\n\r\n') + 4)).toHaveLength(length);
    }
    const logged = await rollcall.logged();
    expect(logged.map(({ path }) => path)).not.toContain('/Next');
    expect(rollcall.faults).toEqual([]);
  });
});

test('so is what one address is told that failed too often: 429', async () => {
  await using rollcall = await startRollcall({ clock: clockForTest() });
  const authorization = `Bearer ${wrongToken}`;
  await Promise.all(Array.from({ length: 60 }, () => rollcall.send('GET', '/Users', { headers: { authorization } })));
  const { socket, answer } = await open(rollcall);
  socket.write(head(rollcall, { what: '', status: 429, token: wrongToken }, [`Content-Length: ${body.length}`]));
  await new Promise((resolve) => socket.write(body, resolve));
  socket.resume();
  expect(await answer).toMatch(/^HTTP\/1\.1 429 [^]*\r\nretry-after: \d+\r\n/i);
  socket.end();
});

test('a small body that is refused costs nobody the connection', async () => {
  await using rollcall = await startRollcall();
  const { socket, answer } = await open(rollcall);
  const small = Buffer.alloc(1000, 'a');
  const request = head(rollcall, { what: '', status: 401, token: wrongToken }, [`Content-Length: ${small.length}`]);
  socket.resume();
  socket.write(request);
  await once(socket, 'data');
  socket.write(small);
  socket.write(head(rollcall, { what: '', status: 200, method: 'GET' }, ['Connection: close']));
  expect((await answer).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 200']);
});

/** Sends on after its answer, which a reset would take away unread, until it is cut off. */
const cut = async ({ socket, answer }: Conversation, send: () => Promise<void>): Promise<void> => {
  const closed = new Promise((resolve) => void socket.once('close', resolve));
  socket.on('error', () => undefined);
  socket.resume();
  await answer;
  while (!socket.destroyed) await send();
  await closed;
};
const head413 = (rollcall: RollcallForTest): string =>
  head(rollcall, { what: '', status: 413 }, ['Content-Length: 1000000000000']);

describe('what is sent after an answer', () => {
  test('is cut off at a number of bytes, however fast it comes', async () => {
    const lingerBytes = 8 * megabyte;
    await using rollcall = await startRollcall({ limits: { lingerBytes, lingerMs: 60_000 } });
    const conversation = await open(rollcall);
    const { socket, answer } = conversation;
    socket.write(head413(rollcall));
    await cut(conversation, () => new Promise<void>((resolve) => void socket.write(body, () => resolve())));
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(socket.bytesWritten).toBeGreaterThan(lingerBytes);
  });

  test('is cut off after a time, however slow it comes', async () => {
    await using rollcall = await startRollcall({ limits: { lingerMs: 200 } });
    const conversation = await open(rollcall);
    const { socket, answer } = conversation;
    socket.write(head413(rollcall));
    await cut(conversation, async () => {
      socket.write('a');
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
  });
});

const room = (snippet: string): string => snippet.replace(/client_max_body_size \d+m/, 'client_max_body_size 8m');
const reason = missing(debianPrograms.nginx, debianPrograms.openssl);
describe.skipIf(reason !== undefined)(`through nginx${reason ? ` (${reason})` : ''}`, () => {
  test.for([
    { how: 'as the snippet sets it up', change: room },
    {
      how: 'that ends every connection, as it does unless told otherwise',
      change: (snippet: string) =>
        room(snippet).replace('proxy_http_version 1.1;', '').replace('proxy_set_header Connection "";', ''),
    },
  ])('$how, the refusal arrives and not a 502', async ({ change }) => {
    await using rollcall = await startRollcall();
    await using front = await startNginxTls({ host: '127.0.0.1', port: rollcall.port }, change);
    const agent = new Agent({ connect: { ca: front.ca } });
    for (const request of refused.filter(({ method, status }) => method === undefined && status !== 400)) {
      for (let round = 0; round < 2; round++) {
        const response = await fetch(front.url + (request.path ?? users), {
          method: 'POST',
          dispatcher: agent,
          headers: { authorization: `Bearer ${request.token ?? rollcall.token}`, 'content-type': typeOf(request) },
          body,
        });
        expect([request.what, response.status, await response.text()]).toEqual([
          request.what,
          request.status,
          expect.not.stringContaining('nginx'),
        ]);
      }
    }
    await agent.close();
  });
});
