// `npm run serve` as programs and service managers use it: one line when it is ready, one message when it cannot be, and
// a clean end.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { version } from '#main/hosts/program-files.ts';
import { userSchema } from '#shared/scim/urn.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { endsInTime, run, serve, type Exit } from '../served.ts';

async function folder(): Promise<string> {
  const made = await makeDataFolder();
  onTestFinished(() => removeDataFolder(made));
  return made;
}

/** A port that this very process listens on. */
async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const refused = async (args: readonly string[]): Promise<Exit> => {
  const exit = await run('serve', ['--data', await folder(), '--json', ...args]).exit;
  expect(exit).toMatchObject({ code: 1, stdout: '' });
  expect(exit.stderr.trim().split('\n'), 'one message, no stack').toHaveLength(1);
  return exit;
};

const freePorts = ['--scim-port', '0', '--console-port', '0'];

test('--json prints exactly one line once both listeners accept, with all a program needs', async () => {
  await using served = await serve();
  const { ready } = served;
  expect(ready).toEqual({
    event: 'ready',
    version,
    pid: served.child.pid,
    data: served.folder,
    scimUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    tenants: [
      { id: expect.any(String), slug: 'default', profile: 'generic', tenantUrl: `${ready.scimUrl}/default/scim/v2` },
    ],
    consoleUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#session=[\w-]{43}$/),
  });
  expect((await fetch(served.tenantUrl + '/Users')).status).toBe(401);
  expect((await fetch(served.consoleUrl)).status).toBe(200);
  expect((await served.stop()).stdout).toBe(`${served.line}\n`);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends it with exit code 0, idle connections and event streams or not',
  async (signal) => {
    await using served = await serve();
    const token = await served.createToken();
    await fetch(`${served.tenantUrl}/Users`, { headers: { authorization: `Bearer ${token}` } });
    const events = await fetch(`${served.consoleUrl}/api/events`, {
      headers: { 'x-rollcall-session': served.session },
    });
    served.child.kill(signal);
    expect(await endsInTime(served)).toMatchObject({ code: 0, stderr: '' });
    await events.text();
  },
);

test('a request in flight is answered and stored before the process ends', async () => {
  const data = await folder();
  const first = await serve({ folder: data });
  const token = await first.createToken();
  const body = JSON.stringify({ schemas: [userSchema], userName: 'last@contoso.test' });
  const { port, hostname } = new URL(first.ready.scimUrl);
  const socket = connect(Number(port), hostname);
  const headers = [
    'POST /default/scim/v2/Users HTTP/1.1',
    `Host: ${hostname}:${port}`,
    `Authorization: Bearer ${token}`,
    'Expect: 100-continue',
  ];
  socket.write(
    [...headers, 'Content-Type: application/scim+json', `Content-Length: ${body.length}`, '', ''].join('\r\n'),
  );
  const [read] = (await once(socket, 'data')) as [Buffer];
  expect(read.toString()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  first.child.kill('SIGTERM');
  // What it takes away first; it waits a second from then on.
  await expect.poll(() => existsSync(join(data, 'server.json')), { interval: 1 }).toBe(false);
  socket.write(body);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toContain('201 Created');
  expect((await endsInTime(first)).code).toBe(0);

  await using second = await serve({ folder: data });
  const people = await second.call('users.list', { tenantId: second.tenantId });
  expect(people.rows.map(({ userName }) => userName)).toEqual(['last@contoso.test']);
});

test('server.json is readable by its owner alone and gone at exit', async () => {
  const data = join(await folder(), 'new');
  const served = await serve({ folder: data });
  const file = join(data, 'server.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(data)).mode & 0o777).toBe(0o700);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
    pid: served.child.pid,
    consoleUrl: served.consoleUrl,
    session: served.session,
  });
  await served.stop();
  await expect(stat(file)).rejects.toThrow('ENOENT');
});

test('each start makes a session of its own', async () => {
  await using one = await serve();
  await using other = await serve();
  expect(one.session).not.toBe(other.session);
});

test('what a killed server left behind does not keep the next one from starting', async () => {
  const data = await folder();
  await (await serve({ folder: data })).stop('SIGKILL');
  await using next = await serve({ folder: data });
  expect(JSON.parse(await readFile(join(data, 'server.json'), 'utf8'))).toMatchObject({ pid: next.child.pid });
});

test.each(['--scim-port', '--console-port'])('a port in use names the port, %s and who has it', async (option) => {
  const port = String(await takenPort());
  const { stderr } = await refused([...freePorts, option, port]);
  expect(stderr).toContain(`Port ${port} `);
  expect(stderr).toContain(option);
  expect(stderr).toMatch(process.platform === 'linux' ? new RegExp(`process ${process.pid}\\b`) : /another process/);
});

test('a folder that is served already is refused with the pid of the process that has it', async () => {
  await using served = await serve();
  const { stderr } = await refused([...freePorts, '--data', served.folder]);
  expect(stderr).toContain(served.folder);
  expect(stderr).toContain(String(served.child.pid));
});

test('a data folder that cannot be made is refused with its path and what to do', async () => {
  const file = join(await folder(), 'file');
  await writeFile(file, '');
  const { stderr } = await refused([...freePorts, '--data', join(file, 'data')]);
  expect(stderr).toContain(join(file, 'data'));
  expect(stderr).toContain('--data');
});

test('a corrupt database is refused with its path and stays as it is', async () => {
  const data = await folder();
  const file = join(data, 'rollcall.sqlite');
  await writeFile(file, 'this is no database, and somebody may still want to know what it is');
  const before = await readFile(file);
  const { stderr } = await refused([...freePorts, '--data', data]);
  expect(stderr).toContain(file);
  expect(before.equals(await readFile(file))).toBe(true);
});

test('a database of a newer version is refused with its path and stays as it is', async () => {
  const data = await folder();
  const file = join(data, 'rollcall.sqlite');
  await (await serve({ folder: data })).stop();
  const newer = await readFile(file);
  newer.writeUInt32BE(9_999, 60); // user_version in the head of an SQLite file
  await writeFile(file, newer);
  const { stderr } = await refused([...freePorts, '--data', data]);
  expect(stderr).toContain(file);
  expect(stderr).toContain('newer');
  expect(newer.equals(await readFile(file))).toBe(true);
});

test.runIf(process.getuid?.() !== 0)('a data folder that is not writable is refused with its path', async () => {
  const data = await folder();
  await chmod(data, 0o500);
  const { stderr } = await refused([...freePorts, '--data', data]);
  expect(stderr).toContain(data);
});

test.each([['--scim-port', 'abc'], ['--scim-port', '70000'], ['--console-port', '-1'], ['--colour', 'red'], ['extra']])(
  'the command line %s %s is refused with exit code 2 and the options there are',
  async (...args) => {
    const exit = await run(
      'serve',
      args.filter((arg) => typeof arg === 'string'),
    ).exit;
    expect(exit).toMatchObject({ code: 2, stdout: '' });
    expect(exit.stderr).toContain(args[0]);
    expect(exit.stderr).toContain('--console-port <n>');
  },
);

test('--help names every option and starts nothing', async () => {
  const { code, stdout } = await run('serve', ['--help']).exit;
  expect(code).toBe(0);
  for (const option of ['--data', '--scim-port', '--console-port', '--json', '--no-open'])
    expect(stdout).toContain(option);
});

test('without --json it tells people the Tenant URL and the console, and opens no browser where there is none', async () => {
  const running = run('serve', ['--data', await folder(), ...freePorts, '--no-open']);
  let said = '';
  running.child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await expect.poll(() => said).toContain('Ctrl+C');
  expect(said).toMatch(/Tenant URL +http:\/\/127\.0\.0\.1:\d+\/default\/scim\/v2/);
  expect(said).toMatch(/Console +http:\/\/127\.0\.0\.1:\d+\/#session=/);
  running.child.kill('SIGTERM');
  expect((await endsInTime(running)).code).toBe(0);
});
