// A service like localhost.run on 127.0.0.1: anyone may have a forward, and its URL is printed into the session's shell.
// What it prints is given by the test, because the real ones cannot be reached from one.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import ssh2, { type Connection, type ServerChannel } from 'ssh2';
import { shellServices } from '#main/adapters/tunnel/ssh/shell-services.ts';
import { createSshTunnel } from '#main/adapters/tunnel/ssh/ssh-tunnel.ts';
import { createUserKey } from '#main/adapters/tunnel/ssh/user-key.ts';
import { startSession, targetOf, type SessionForTest } from './session.ts';

export interface ShellServiceForTest extends AsyncDisposable {
  /** Prints into the shell of the newest session, as soon as it has one. */
  print(text: string): Promise<void>;
  /** Ends that shell. */
  leave(): Promise<void>;
  /** The first bytes that come back when somebody connects to the public side and sends this. */
  visit(text: string): Promise<string>;
  /** How sessions have signed in. */
  readonly methods: readonly string[];
  connect(port: number): Promise<SessionForTest>;
}

/** @param name host of the service whose lines are understood; @param takes the method that it lets in */
export async function startShellService(
  name: string,
  takes: 'none' | 'publickey' | 'password' = 'none',
): Promise<ShellServiceForTest> {
  const hostKey = createUserKey();
  const service = shellServices.find(({ host }) => host === name);
  if (service === undefined) throw new Error(`${name} is no such service`);
  const shell = Promise.withResolvers<ServerChannel>();
  const connections: Connection[] = [];
  const methods: string[] = [];
  let bound = { bindAddr: '', bindPort: 0 };
  const server = new ssh2.Server({ hostKeys: [hostKey.privateKey] }, (connection) => {
    connections.push(connection);
    // A client that is cut off is none to complain about.
    connection.on('error', () => connection.end());
    connection.on('authentication', (context) => {
      methods.push(context.method);
      if (context.method === takes) context.accept();
      else context.reject([takes]);
    });
    connection.on('request', (accept, _reject, request, info) => {
      if (request === 'tcpip-forward') bound = { ...info, bindPort: info.bindPort === 0 ? 40_000 : info.bindPort };
      accept?.(bound.bindPort);
    });
    connection.on('session', (accept) => {
      accept().on('shell', (open) => shell.resolve(open()));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    methods,
    print: async (text) => void (await shell.promise).write(text),
    leave: async () => {
      const channel = await shell.promise;
      channel.exit(1);
      channel.end();
    },
    visit: (text) =>
      new Promise((resolve, reject) => {
        connections.at(-1)?.forwardOut(bound.bindAddr, bound.bindPort, '203.0.113.9', 50_000, (error, channel) => {
          if (error === undefined) {
            channel.once('data', (chunk: Buffer) => resolve(chunk.toString()));
            channel.write(text);
          } else reject(error);
        });
      }),
    connect: (to) =>
      startSession(
        createSshTunnel([{ ...service, host: '127.0.0.1' }]),
        {
          provider: 'ssh',
          host: '127.0.0.1',
          port,
          user: 'rollcall',
          remoteHost: 'localhost',
          remotePort: 80,
          hostKey: { type: 'ssh-ed25519', fingerprint: hostKey.fingerprint },
          url: null,
          ...(takes === 'publickey' && { privateKey: createUserKey().privateKey }),
        },
        targetOf(to),
      ),
    async [Symbol.asyncDispose]() {
      for (const connection of connections) connection.end();
      server.close();
      await once(server, 'close');
    },
  };
}
