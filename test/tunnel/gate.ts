// A proxy that holds the server's n-th answer back, so that a test can act at that very point of a handshake.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Gate extends AsyncDisposable {
  readonly port: number;
  /** Resolves when the answer has come and waits. */
  readonly held: Promise<void>;
  /** Passes it on. */
  readonly release: () => void;
}

/** @param holdAt counted from 1, in the pieces in which they come in */
export async function openGate(port: number, holdAt: number): Promise<Gate> {
  const held = Promise.withResolvers<void>();
  const sockets: Socket[] = [];
  let release: (() => void) | undefined;
  let seen = 0;
  const server = createServer((client) => {
    const upstream = connect({ host: '127.0.0.1', port });
    sockets.push(client, upstream);
    client.pipe(upstream);
    upstream.on('data', (chunk) => {
      if (++seen !== holdAt) {
        client.write(chunk);
        return;
      }
      upstream.pause();
      release = () => {
        client.write(chunk);
        upstream.resume();
      };
      held.resolve();
    });
    // Either side may be cut off at any point, which is what the gate is for.
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on('error', () => other.destroy());
      socket.on('close', () => other.destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    held: held.promise,
    release: () => release?.(),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
