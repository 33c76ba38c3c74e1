// An sshd that only forwards leaves Nagle's algorithm on: after it gave us a larger window it keeps the next request to
// itself until that message is acknowledged, and this computer delays an acknowledgement on its own by 40 ms. Whatever
// we send carries it, so such a message is answered with one that means nothing any more.
import type { Socket } from 'node:net';
import type { Client } from 'ssh2';

declare module 'ssh2' {
  // Without a callback it asks for no reply, which would have to be acknowledged in its turn.
  interface Client {
    openssh_noMoreSessions(): this;
  }
}

/** Bytes that reach the socket at once and are too few for a request: a window, a reply, the end of a channel. */
const tooShortForRequest = 96;

/**
 * From now on what the server says besides passing requests on is acknowledged at once.
 * No session is asked for after this, so that OpenSSH is told no more than it knows; any other server is told nothing.
 */
export function acknowledgePromptly(client: Client, socket: Socket): void {
  socket.on('data', ({ length }) => {
    if (length < tooShortForRequest && socket.writable) client.openssh_noMoreSessions();
  });
}
