// One SSH session with one reverse forward. Nothing but the pinned host key is spoken to, the user's key is the only
// thing offered to an own server, and neither an agent, a terminal nor a command is ever asked for. Whatever ssh2 still
// reports once the session is over is dropped: a late 'ready' does come after a stop.
import { connect } from 'node:net';
import ssh2, { type ConnectConfig } from 'ssh2';
import type { TunnelError } from '#shared/console-api/tunnel.ts';
import type { TunnelListener, TunnelSession, TunnelTarget } from '../../../application/ports/tunnel.ts';
import { describeBreak, readyWithinMs, type Phase } from './break.ts';
import { createForward } from './forward.ts';
import { algorithmsOf, fingerprintOf } from './host-key.ts';
import { hostKeyMismatch, noUrlPrinted, portRefused } from './refusals.ts';
import { acknowledgePromptly } from './prompt-acknowledgement.ts';
import type { SessionPlan } from './session-plan.ts';
import { followShell, printable } from './shell-url.ts';

/** A frozen link is noticed when two questions went unanswered: after 6 s. */
const keepalive = { everyMs: 2_000, unanswered: 2 };
const urlWithinMs = 20_000;
/** What ssh2 says when the server has no host key of the pinned type. */
const noCommonHostKey = 'Handshake failed: no matching host key format';
/** How long a stop waits for the server to close its port, and then for the connection to end. */
const partingMs = 1_000;

/** An own server is offered the key alone; services for everyone take no key, an unknown one or an empty password. */
const credentialsOf = ({ user, privateKey, url }: SessionPlan): ConnectConfig => ({
  username: user,
  ...(privateKey !== undefined && { privateKey }),
  ...('printedBy' in url
    ? { password: '', authHandler: ['none', 'publickey', 'password'] }
    : { authHandler: ['publickey'] }),
});

const within = (ms: number, event: Promise<unknown>): Promise<unknown> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => void (timer = setTimeout(resolve, ms)));
  return Promise.race([event, late]).finally(() => clearTimeout(timer));
};

/** Returns at once; what becomes of it comes through the listener. Throws when the private key cannot be read. */
export function openSession(target: TunnelTarget, plan: SessionPlan, listener: TunnelListener): TunnelSession {
  const { host, port, user, bind, hostKey } = plan;
  const client = new ssh2.Client();
  const socket = connect({ host, port });
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  const forward = createForward(target, (reason) => {
    if (!over) listener.log(`A request could not be passed on to ${target.host}:${target.port}: ${reason}`);
  });
  let phase: Phase = 'reaching';
  let over = false;
  let mismatch: TunnelError | undefined;
  /** What the server listens on; until it says so, what it was asked for. */
  let boundPort = bind.port;
  let urlTimer: NodeJS.Timeout | undefined;

  /** Once; false when it was over already. */
  const finish = (): boolean => {
    if (over) return false;
    over = true;
    clearTimeout(urlTimer);
    return true;
  };
  /** Resolves when no socket of it is open on this machine. */
  const cut = async (): Promise<void> => {
    socket.destroy();
    await Promise.all([forward.close(), closed]);
  };
  const fail = (error: TunnelError): void => {
    if (!finish()) return;
    void cut();
    listener.ended(error);
  };
  const breakOff = (error?: Error): void => {
    const gone = error?.message === noCommonHostKey ? hostKeyMismatch(plan, undefined) : undefined;
    fail(mismatch ?? gone ?? describeBreak(error, phase, plan));
  };

  const verify = (blob: Buffer): boolean => {
    const fingerprint = fingerprintOf(blob);
    if (fingerprint === hostKey.fingerprint) return true;
    mismatch = hostKeyMismatch(plan, fingerprint);
    return false;
  };
  const link = (origin: string): void => {
    listener.url(origin);
    if (phase === 'linked') return;
    phase = 'linked';
    acknowledgePromptly(client, socket);
    listener.linked(true);
  };

  const listening = (realPort: number): void => {
    boundPort = realPort;
    listener.log(`${host} forwards ${bind.host}:${realPort} to this computer`);
    if ('origin' in plan.url) {
      link(plan.url.origin);
      return;
    }
    const { printedBy } = plan.url;
    urlTimer = setTimeout(() => fail(noUrlPrinted(plan, urlWithinMs)), urlWithinMs);
    client.shell(false, (error, channel) => {
      if (over) return;
      if (error !== undefined) {
        breakOff(error);
        return;
      }
      followShell(channel, printedBy, {
        line: (line) => {
          if (!over) listener.log(line);
        },
        origin: (origin) => {
          if (over) return;
          clearTimeout(urlTimer);
          link(origin);
        },
        closed: () => breakOff(),
      });
    });
  };

  client.on('connect', () => void (phase = 'handshake'));
  client.on('handshake', () => {
    // It comes again whenever the keys are renewed.
    if (phase === 'handshake') phase = 'authentication';
  });
  client.on('banner', (text) => {
    if (!over) for (const line of text.split('\n').map(printable)) if (line !== '') listener.log(line);
  });
  client.on('ready', () => {
    if (over) return;
    phase = 'forwarding';
    // Without it every answer waits for the acknowledgement of the one before: some 40 ms each.
    client.setNoDelay(true);
    listener.log(`Signed in to ${host}:${port} as ${user}; its host key is ${hostKey.fingerprint}`);
    client.forwardIn(bind.host, bind.port, (error, realPort) => {
      if (over) return;
      if (error === undefined) listening(realPort);
      else fail(portRefused(plan));
    });
  });
  client.on('tcp connection', (_from, accept, reject) => {
    if (over) reject();
    else forward.take(accept, reject);
  });
  client.on('error', breakOff);
  client.on('close', () => breakOff());
  client.connect({
    sock: socket,
    ...credentialsOf(plan),
    algorithms: { serverHostKey: algorithmsOf(hostKey.type) },
    hostVerifier: verify,
    readyTimeout: readyWithinMs,
    keepaliveInterval: keepalive.everyMs,
    keepaliveCountMax: keepalive.unanswered,
  });

  const part = async (): Promise<void> => {
    const stopped = finish();
    if (stopped && (phase === 'forwarding' || phase === 'linked') && socket.writable) {
      const released = new Promise((resolve) => void client.unforwardIn(bind.host, boundPort, resolve));
      // Asking fails where the server has just hung up, and then the port is free all the same.
      await within(partingMs, Promise.allSettled([Promise.race([closed, released])]));
      client.end();
      await within(partingMs, closed);
    }
    await cut();
    if (stopped) listener.ended();
  };
  let parting: Promise<void> | undefined;
  return { stop: () => (parting ??= part()) };
}
