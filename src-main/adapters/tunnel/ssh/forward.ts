// Carries what reaches the server's port to the public listener of this machine. It goes through a socket, because the
// listener is slower over an SSH channel, which cannot write several buffers at once.
import { connect, type Socket } from 'node:net';
import type { AcceptConnection, ClientChannel, RejectConnection } from 'ssh2';
import type { TunnelTarget } from '../../../application/ports/tunnel.ts';

export interface Forward {
  /** A connection that came in at the server. */
  readonly take: (accept: AcceptConnection<ClientChannel>, reject: RejectConnection) => void;
  /** Cuts every connection off; resolves when none is left. */
  readonly close: () => Promise<void>;
}

/** @param refused told when the public listener does not answer */
export function createForward({ host, port }: TunnelTarget, refused: (reason: string) => void): Forward {
  const sockets = new Set<Socket>();
  return {
    take: (accept, reject) => {
      const socket = connect({ host, port, noDelay: true });
      sockets.add(socket);
      let channel: ClientChannel | undefined;
      socket.once('connect', () => {
        channel = accept();
        channel.on('error', () => socket.destroy());
        channel.on('close', () => socket.destroy());
        channel.pipe(socket).pipe(channel);
      });
      socket.once('error', (error) => {
        if (channel !== undefined) return;
        refused(error.message);
        reject();
      });
      socket.once('close', (broken) => {
        sockets.delete(socket);
        // After a proper end its last bytes may still wait for the channel's window, so that one is left to pipe.
        if (broken) channel?.destroy();
      });
    },
    close: async () => {
      const closing = [...sockets].map(
        (socket) => new Promise<void>((resolve) => void socket.once('close', () => resolve())),
      );
      for (const socket of sockets) socket.destroy();
      await Promise.all(closing);
    },
  };
}
