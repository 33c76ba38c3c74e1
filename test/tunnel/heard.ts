// A listener that keeps what a session says, and waits for it.
import type { TunnelListener, TunnelTarget } from '#main/application/ports/tunnel.ts';
import type { TunnelError } from '#shared/console-api/tunnel.ts';

export type Said =
  | { readonly url: string }
  | { readonly linked: boolean }
  | { readonly log: string }
  | { readonly ended: TunnelError | undefined };

export interface Heard {
  readonly listener: TunnelListener;
  readonly said: readonly Said[];
  /** The first thing said that fits, now or later. */
  readonly until: <Kind extends Said>(fits: (said: Said) => said is Kind) => Promise<Kind>;
  readonly log: () => string;
}

/** Collects; a test's own time limit ends a wait in vain. */
export function hear(): Heard {
  const said: Said[] = [];
  const waiting = new Set<() => void>();
  const add = (one: Said): void => {
    said.push(one);
    for (const look of waiting) look();
  };
  return {
    said,
    listener: {
      url: (url) => add({ url }),
      linked: (linked) => add({ linked }),
      log: (log) => add({ log }),
      ended: (ended) => add({ ended }),
    },
    until: (fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = said.find((one) => fits(one));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    log: () => said.flatMap((one) => ('log' in one ? [one.log] : [])).join('\n'),
  };
}

export const saidUrl = (said: Said): said is { url: string } => 'url' in said;
export const saidEnded = (said: Said): said is { ended: TunnelError | undefined } => 'ended' in said;
export const saidLinked =
  (linked: boolean) =>
  (said: Said): said is { linked: boolean } =>
    'linked' in said && said.linked === linked;

/** The target of a listener that a test opened itself. */
export const targetAt = (port: number): TunnelTarget => ({ host: '127.0.0.1', port }) as TunnelTarget;
