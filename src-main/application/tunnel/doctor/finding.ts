import type { TunnelFinding } from '#shared/console-api/tunnel.ts';

/** What a check found, without its own name. */
export type Judgement = Omit<TunnelFinding, 'check'>;

/** Nothing to change. */
export const fine = (title: string, measured: string | null = null): Judgement => ({
  result: 'ok',
  title,
  whatEntraSays: null,
  whatToChange: null,
  measured,
});

export interface Fault {
  readonly title: string;
  /** Null where Entra would notice nothing. */
  readonly entra: string | null;
  readonly change: string;
  readonly measured?: string | undefined;
}

const faulty = (result: 'warn' | 'fail', { title, entra, change, measured }: Fault): Judgement => ({
  result,
  title,
  whatEntraSays: entra,
  whatToChange: change,
  measured: measured ?? null,
});

/** Entra still gets what it needs, or only a part of its users is touched. */
export const warning = (fault: Fault): Judgement => faulty('warn', fault);

/** Entra cannot provision like this. */
export const failure = (fault: Fault): Judgement => faulty('fail', fault);
