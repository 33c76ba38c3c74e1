import { join } from 'node:path';
import type { TunnelConfigOf } from '#shared/console-api/tunnel-config.ts';
import type { CloudflaredProgram, TunnelError } from '#shared/console-api/tunnel.ts';
import { TunnelFailure } from '../../../application/ports/tunnel-failure.ts';
import type { TunnelListener, TunnelProvider, TunnelSession, TunnelTarget } from '../../../application/ports/tunnel.ts';
import { commandArguments, commandEnvironment, prepareHome, type EdgeProtocol } from './command-line.ts';
import { tokenMalformed, tokenMissing } from './errors.ts';
import { endLeftover } from './leftover.ts';
import { freePort } from './metrics.ts';
import { findProgram, trustedProgram } from './program.ts';
import { runCloudflared } from './session.ts';

export interface CloudflareOptions {
  /** Rollcall's own folder for cloudflared: an approved program, and the home that a process is given. */
  readonly folder: string;
  /** The PATH to look for it on; the process's own by default. */
  readonly path?: string;
}

export interface Cloudflare {
  readonly quick: TunnelProvider<TunnelConfigOf<'cloudflare-quick'>>;
  readonly named: TunnelProvider<TunnelConfigOf<'cloudflare-named'>>;
  /** Ends what a Rollcall that was killed left running; each start does it too. */
  readonly endLeftover: () => Promise<void>;
  /** The program that a start would run. */
  readonly findProgram: () => Promise<CloudflaredProgram | undefined>;
}

/** A token is base64 of `{"a": account, "t": tunnel, "s": secret}`. */
function isToken(token: string): boolean {
  try {
    const content = JSON.parse(Buffer.from(token, 'base64').toString()) as Record<string, unknown>;
    return ['a', 't', 's'].every((name) => typeof content[name] === 'string');
  } catch {
    return false;
  }
}

const problemsWith = (token: string | undefined): readonly TunnelError[] => {
  if (token === undefined) return [tokenMissing];
  return isToken(token) ? [] : [tokenMalformed];
};

/** What a run needs of either configuration. */
interface Wanted {
  readonly approvedSha256: string | null;
  readonly url: string | null;
  readonly token: string | undefined;
}

/** Both kinds of Cloudflare's tunnels, carried by the cloudflared program. */
export function createCloudflare({ folder, path = process.env['PATH'] ?? '' }: CloudflareOptions): Cloudflare {
  const folders = { ownFolder: folder, path };
  const home = join(folder, 'home');
  /** Learned from a network that blocks the first choice; it goes back and forth while neither works. */
  let protocol: EdgeProtocol = 'auto';

  const programProblems = async (approvedSha256: string | null): Promise<readonly TunnelError[]> => {
    try {
      await trustedProgram(folders, approvedSha256);
      return [];
    } catch (fault) {
      if (fault instanceof TunnelFailure) return [fault.error];
      throw fault;
    }
  };

  async function start(
    target: TunnelTarget,
    { approvedSha256, url, token }: Wanted,
    listener: TunnelListener,
    signal: AbortSignal,
  ): Promise<TunnelSession> {
    await endLeftover(home);
    const [configFile, metricsPort] = await Promise.all([prepareHome(home), freePort()]);
    const args = commandArguments({ target, metricsPort, configFile, protocol, isNamed: token !== undefined });
    const env = commandEnvironment(home, token);
    const learning: TunnelListener = {
      ...listener,
      ended: (error) => {
        if (error?.code === 'BLOCKED_PORT') protocol = protocol === 'auto' ? 'http2' : 'auto';
        listener.ended(error);
      },
    };
    // Last, so that nothing passes between looking at the program and starting it.
    const program = await trustedProgram(folders, approvedSha256);
    signal.throwIfAborted();
    return runCloudflared({ program, args, env, cwd: home, metricsPort, url, secret: token }, learning, signal);
  }

  return {
    quick: {
      id: 'cloudflare-quick',
      preflight: ({ approvedSha256 }) => programProblems(approvedSha256),
      start: (target, { approvedSha256 }, listener, signal) =>
        start(target, { approvedSha256, url: null, token: undefined }, listener, signal),
    },
    named: {
      id: 'cloudflare-named',
      preflight: async ({ approvedSha256, token }) => [
        ...problemsWith(token),
        ...(await programProblems(approvedSha256)),
      ],
      start: async (target, { approvedSha256, url, token }, listener, signal) => {
        if (token === undefined) throw new TunnelFailure(tokenMissing);
        return start(target, { approvedSha256, url, token }, listener, signal);
      },
    },
    endLeftover: () => endLeftover(home),
    findProgram: () => findProgram(folders),
  };
}
