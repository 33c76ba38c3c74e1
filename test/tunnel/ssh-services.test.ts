import { expect, test, vi } from 'vitest';
import { freePort } from '../free-port.ts';
import { startRollcall } from '../rollcall.ts';
import { startShellService } from './shell-service.ts';

const localhostRun = `\u001B[?25l
===============================================================================
Welcome to localhost.run!

Follow your favourite reverse tunnel at [https://twitter.com/localhost_run].

** your connection id is 6d8b2d2b-4a0e, please mention it if you send me a message about an issue. **

authenticated as anonymous user
8beaa541ba3dc2.lhr.life tunneled with tls termination, https://8beaa541ba3dc2.lhr.life
create an account and add your key for a longer lasting domain name. see https://localhost.run/docs/forever-free/ for more information.
`;

test.for([
  ['localhost.run', localhostRun, 'https://8beaa541ba3dc2.lhr.life'],
  [
    'serveo.net',
    '\u001B[32mForwarding HTTP traffic from https://relego.serveo.net\u001B[0m\r\nPress g to start a GUI session.\r\n',
    'https://relego.serveo.net',
  ],
  [
    'serveo.net',
    'Forwarding HTTP traffic from https://3e0a85addddc9b68-49-37-226-229.serveousercontent.com\r\n',
    'https://3e0a85addddc9b68-49-37-226-229.serveousercontent.com',
  ],
  [
    'a.pinggy.io',
    'You are not authenticated.\r\nYour tunnel will expire in 60 minutes. Upgrade to Pinggy Pro: https://dashboard.pinggy.io\r\n\r\nhttp://rnabc-192-0-2-7.a.free.pinggy.link\r\nhttps://rnabc-192-0-2-7.a.free.pinggy.link\r\nhttps://other-192-0-2-7.run.pinggy-free.link\r\n',
    'https://rnabc-192-0-2-7.a.free.pinggy.link',
  ],
] as const)('%s: the URL is the one in its own line', async ([name, printed, origin]) => {
  await using service = await startShellService(name);
  await using session = await service.connect(await freePort());
  // In pieces that end anywhere.
  for (const piece of printed.match(/[^]{1,7}/g) ?? []) await service.print(piece);
  expect(await session.linked).toBe(origin);
  await service.print('\nlast line\n');
  await expect.poll(() => session.logLines.at(-1)).toBe('last line');
  expect(session.reports).toEqual([
    { kind: 'url', origin },
    { kind: 'linked', linked: true },
  ]);
});

test.for([
  'https://localhost.run/docs/forever-free/',
  'x8beaa.lhr.life tunneled with tls termination, https://other.lhr.life',
  '8beaa.lhr.life tunneled with tls termination, https://8beaa.lhr.life.example.com',
  'error: 8beaa.lhr.life tunneled with tls termination, https://8beaa.lhr.life',
  '8beaa.lhr.life tunneled with tls termination, http://8beaa.lhr.life',
  '8beaa.lhr.life tunneled with tls termination, https://8beaa.lhr.life/path',
  'Forwarding HTTP traffic from https://relego.serveo.net',
])('localhost.run: "%s" is not the address', async (line) => {
  await using service = await startShellService('localhost.run');
  await using session = await service.connect(await freePort());
  await service.print(`${line}\nnext line\n`);
  await expect.poll(() => session.logLines.at(-1)).toBe('next line');
  expect(session.reports).toEqual([]);
});

test('localhost.run: a new address is told as it comes', async () => {
  await using service = await startShellService('localhost.run');
  await using session = await service.connect(await freePort());
  await service.print('aaa.lhr.life tunneled with tls termination, https://aaa.lhr.life\n');
  await session.linked;
  await service.print('aaa.lhr.life tunneled with tls termination, https://aaa.lhr.life\n');
  await service.print('bbb.lhr.life tunneled with tls termination, https://bbb.lhr.life\n');
  await expect
    .poll(() => session.reports)
    .toEqual([
      { kind: 'url', origin: 'https://aaa.lhr.life' },
      { kind: 'linked', linked: true },
      { kind: 'url', origin: 'https://bbb.lhr.life' },
    ]);
});

test.for(['none', 'publickey', 'password'] as const)(
  'a service that lets everyone in by %s carries requests',
  async (method) => {
    await using rollcall = await startRollcall();
    await using service = await startShellService('localhost.run', method);
    await using session = await service.connect(rollcall.port);
    await service.print('aaa.lhr.life tunneled with tls termination, https://aaa.lhr.life\n');
    await session.linked;
    expect(service.methods.at(-1)).toBe(method);
    const answer = await service.visit('GET /default/scim/v2/Users HTTP/1.1\r\nhost: aaa.lhr.life\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  },
);

test('a shell that ends takes the tunnel with it', async () => {
  await using service = await startShellService('localhost.run');
  await using session = await service.connect(await freePort());
  await service.print('aaa.lhr.life tunneled with tls termination, https://aaa.lhr.life\n');
  await session.linked;
  await service.leave();
  expect(await session.ended).toMatchObject({ code: 'SERVICE', retryable: true });
});

test('a service that prints no address is given up, to be tried again', async () => {
  await using service = await startShellService('localhost.run');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await using session = await service.connect(await freePort());
    await service.print('We are full. See https://localhost.run/status\n');
    while (!session.logLines.some((line) => line.startsWith('We are full'))) {
      await new Promise((resolve) => void setImmediate(resolve));
    }
    vi.advanceTimersByTime(20_000);
    const error = await session.ended;
    expect(error).toMatchObject({ code: 'SERVICE', retryable: true });
    expect(error?.message).toContain('printed no address');
  } finally {
    vi.useRealTimers();
  }
});

test('a line without an end is not kept', async () => {
  await using service = await startShellService('localhost.run');
  await using session = await service.connect(await freePort());
  for (let piece = 0; piece < 20; piece++) await service.print('A'.repeat(1_000));
  await service.print('\nhttps is fine\n');
  await expect.poll(() => session.logLines.at(-1)).toBe('https is fine');
  expect(Math.max(...session.logLines.map(({ length }) => length))).toBeLessThanOrEqual(500);
});
