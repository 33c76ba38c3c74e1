// The moves that the reducer is made of: each changes the machine and notes what is to be done for it.
import type { TunnelError } from '#shared/console-api/tunnel.ts';
import { backoffMs } from './backoff.ts';
import type { TunnelEffect, TunnelMachine, TunnelTimer } from './machine.ts';

type Draft = { -readonly [Name in keyof TunnelMachine]: TunnelMachine[Name] };

/** Time for the provider to link and for the first probe to come back. */
const connectMs = 30_000;

/** One step: a draft of the next machine, and the effects of getting there. */
export class Step {
  readonly draft: Draft;
  readonly effects: TunnelEffect[] = [];

  constructor(machine: TunnelMachine) {
    this.draft = { ...machine };
  }

  private ticket(): number {
    this.draft.lastTicket += 1;
    return this.draft.lastTicket;
  }

  wait(timer: TunnelTimer, ms: number): void {
    const ticket = this.ticket();
    this.draft.timers = { ...this.draft.timers, [timer]: ticket };
    this.effects.push({ do: 'wait', timer, ticket, ms });
  }

  cancel(...names: readonly TunnelTimer[]): void {
    for (const timer of names) {
      if (this.draft.timers[timer] === undefined) continue;
      const { [timer]: _cancelled, ...others } = this.draft.timers;
      this.draft.timers = others;
      this.effects.push({ do: 'cancel', timer });
    }
  }

  /** Probes now, where there is something to probe: a link of an open session and its URL. */
  probe(): void {
    const { session, linked, url } = this.draft;
    if (session !== 'open' || !linked || url === null) return;
    this.cancel('check');
    const ticket = this.ticket();
    this.draft.probing = ticket;
    this.effects.push({ do: 'probe', ticket, url });
  }

  dropProbe(): void {
    this.cancel('check');
    if (this.draft.probing === null) return;
    this.draft.probing = null;
    this.effects.push({ do: 'dropProbe' });
  }

  open(): void {
    this.draft.generation += 1;
    this.draft.state = 'starting';
    this.draft.session = 'opening';
    this.effects.push({ do: 'open', generation: this.draft.generation });
  }

  connect(): void {
    this.draft.state = 'connecting';
    this.wait('deadline', connectMs);
  }

  /** Forgets what the session told; from here on it is only waited for. */
  private leave(session: 'none' | 'closing'): void {
    this.dropProbe();
    this.cancel('deadline');
    Object.assign(this.draft, { session, url: null, linked: false, misses: 0 });
  }

  close(): void {
    this.leave('closing');
    this.effects.push({ do: 'close', generation: this.draft.generation });
  }

  /** Ends everything that could bring the tunnel up again. */
  stop(): void {
    const { draft } = this;
    if (draft.state === 'stopped') return;
    this.cancel('retry', 'autoStop');
    if (draft.session === 'opening' || draft.session === 'open') this.close();
    draft.state = draft.session === 'none' ? 'stopped' : 'stopping';
    draft.lastError = null;
    draft.probe = null;
  }

  /** The session came to nothing: try again later, or give up. */
  lose(error: TunnelError, left: 'nothing' | 'session'): void {
    const { draft } = this;
    if (left === 'session') this.close();
    else this.leave('none');
    draft.lastError = error;
    if (!error.retryable) {
      this.cancel('autoStop');
      draft.state = 'failed';
      return;
    }
    draft.failures += 1;
    draft.state = 'down';
    if (draft.session === 'none') this.waitForRetry();
  }

  waitForRetry(): void {
    this.wait('retry', backoffMs(this.draft.failures, this.draft.lastError?.code ?? 'SERVICE'));
  }
}
