// What one client may cost: slow headers and slow bodies are cut off, closing waits for nobody for long.
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { user } from './people.ts';

const limits = { headersTimeoutMs: 150, requestTimeoutMs: 300, checkIntervalMs: 50, closeGraceMs: 200 };

interface Conversation {
  readonly socket: Socket;
  /** Resolves when the server has read the headers of a request and waits for its body. */
  readonly headersRead: Promise<unknown>;
  /** Everything that came back, once the other side closed. */
  readonly answer: Promise<string>;
}

async function open({ port }: RollcallForTest, text: string): Promise<Conversation> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let received = '';
  const headersRead = once(socket, 'data');
  headersRead.catch(() => undefined);
  socket.on('data', (chunk) => {
    received += chunk.toString();
  });
  const answer = new Promise<string>((resolve) => {
    socket.on('error', () => resolve(received));
    socket.on('close', () => resolve(received));
  });
  socket.write(text);
  return { socket, headersRead, answer };
}

const request = ({ token }: RollcallForTest, length: number): string =>
  `POST /default/scim/v2/Users HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\nExpect: 100-continue\r\n` +
  `Content-Type: application/scim+json\r\nContent-Length: ${length}\r\n\r\n`;

test('a client that never ends its headers is told 408 and cut off', async () => {
  await using rollcall = await startRollcall({ limits });
  const { answer } = await open(rollcall, 'GET /default/scim/v2/Users HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
  const text = await answer;
  expect(text).toMatch(/^HTTP\/1\.1 408 /);
  expect(text).toContain('Content-Type: application/scim+json\r\n');
  expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).toMatchObject({ status: '408' });
});

test('a client that never ends its body is cut off, and the log says that it was', async () => {
  // Its headers are in time, however busy the machine is.
  await using rollcall = await startRollcall({
    limits: { ...limits, headersTimeoutMs: 1_000, requestTimeoutMs: 1_000 },
  });
  const { answer } = await open(rollcall, `${request(rollcall, 1000)}{"userName":`);
  expect(await answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 408 /);
  await expect
    .poll(() => rollcall.logged())
    .toMatchObject([{ method: 'POST', path: '/Users', status: 0, aborted: true, resourceType: 'User' }]);
  expect(rollcall.faults).toEqual([]);
});

test('a client that disconnects in the middle of its body is logged as aborted and nothing is stored', async () => {
  await using rollcall = await startRollcall();
  const body = JSON.stringify(user('gone@x.example'));
  const { socket, headersRead, answer } = await open(rollcall, request(rollcall, body.length + 10) + body);
  await headersRead;
  socket.destroy();
  await answer;
  await expect
    .poll(() => rollcall.logged())
    .toMatchObject([{ status: 0, aborted: true, provisioningAction: 'none', clientAddress: '127.0.0.1' }]);
  expect((await rollcall.send('GET', '/Users?count=0')).json['totalResults']).toBe(0);
});

test('a client that leaves before its answer is logged with what was done, as not delivered', async () => {
  await using rollcall = await startRollcall();
  const body = JSON.stringify(user('left@x.example'));
  const { socket, answer } = await open(rollcall, request(rollcall, body.length) + body);
  socket.destroy();
  await answer;
  // Whether the server saw the request at all is the network's to decide; if it did, the log and the store agree.
  await expect
    .poll(async () => {
      const stored = (await rollcall.send('GET', '/Users?count=0')).json['totalResults'];
      const logged = (await rollcall.logged()).filter(({ method }) => method === 'POST');
      return logged.filter(({ status }) => status === 201).length === stored && logged.every(({ aborted }) => aborted);
    })
    .toBe(true);
});

test('what is no HTTP is answered in words', async () => {
  await using rollcall = await startRollcall();
  const { answer } = await open(rollcall, 'NONSENSE\r\n\r\n');
  expect(await answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/scim\+json/);
});

test('closing lets a request in flight finish, drops idle connections at once and slow ones after the grace', async () => {
  const rollcall = await startRollcall({
    limits: { ...limits, requestTimeoutMs: 30_000, headersTimeoutMs: 30_000, closeGraceMs: 1_000 },
  });
  const body = JSON.stringify(user('last@x.example'));
  const idle = await open(rollcall, '');
  const slow = await open(rollcall, request(rollcall, 1000));
  const inFlight = await open(rollcall, request(rollcall, body.length));
  await Promise.all([slow.headersRead, inFlight.headersRead]);
  const closed = rollcall[Symbol.asyncDispose]();
  inFlight.socket.write(body);
  expect(await inFlight.answer).toContain('HTTP/1.1 201 ');
  expect(await idle.answer).toBe('');
  expect(await slow.answer).not.toContain('201');
  await closed;
});
