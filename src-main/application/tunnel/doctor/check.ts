import type { TunnelFinding } from '#shared/console-api/tunnel.ts';
import type { DoctorAnswer, DoctorOutcome, DoctorRequest } from '../../ports/doctor-client.ts';
import type { Judgement } from './finding.ts';
import type { Front } from './front.ts';

/** The way that is looked at. */
export interface Way {
  /** The public origin, without a slash at its end. */
  readonly origin: string;
  /** The path of a tenant's SCIM base, `/default/scim/v2`. */
  readonly base: string;
  /** Of the tenant's token endpoint. */
  readonly tokenPath: string;
  /** Random, so that nobody has it. */
  readonly guid: string;
  readonly front: Front;
}

/** What goes out, and what its answers mean; nothing in between. */
export interface Check {
  readonly id: TunnelFinding['check'];
  readonly ask: (way: Way) => readonly DoctorRequest[];
  /** @param outcomes one for each request, in the same order; one that got no answer in time is the last */
  readonly judge: (outcomes: readonly DoctorOutcome[], way: Way) => Judgement;
}

/** An answer that says what arrived. */
export type Echoed = DoctorAnswer & { readonly arrived: NonNullable<DoctorAnswer['arrived']> };

export const isEchoed = (outcome: DoctorOutcome | undefined): outcome is Echoed =>
  outcome?.kind === 'answer' && outcome.arrived !== undefined;

/** Others than the check about it send one: a firewall that asks for it is to be found once. */
const userAgent = { 'user-agent': 'Rollcall tunnel doctor' };

/** A request as Entra makes it, answered with an echo. */
export const echo = (
  path: string,
  { method = 'GET', headers = {}, body }: Partial<Pick<DoctorRequest, 'method' | 'headers' | 'body'>> = {},
): DoctorRequest => ({
  as: 'echo',
  method,
  path,
  headers: { accept: 'application/scim+json', ...userAgent, ...headers },
  ...(body === undefined ? {} : { body }),
});

/** The filter of Test Connection, encoded as Entra does. */
export const guidFilter = (attribute: string, guid: string): string => `filter=${attribute}%20eq%20%22${guid}%22`;
