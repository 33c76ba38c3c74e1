import { anyClient } from './steps/any-client.ts';
import { entra, entraClassic } from './steps/entra.ts';
import { inRollcall } from './steps/in-rollcall.ts';
import { jumpcloud } from './steps/jumpcloud.ts';
import { okta } from './steps/okta.ts';
import { onelogin } from './steps/onelogin.ts';
import type { Step, StepFacts, Steps } from './steps/step.ts';
import { watch } from './steps/watch.ts';

/** In the order in which they are offered. */
export const providerIds = ['entra', 'okta', 'onelogin', 'jumpcloud', 'scim'] as const;
export type ProviderId = (typeof providerIds)[number];

/** Entra's admin center: the present one, and the one before. */
export const portals = ['new', 'classic'] as const;
export type Portal = (typeof portals)[number];

interface Provider {
  /** By the portal the admin sees; most have one. */
  readonly steps: Readonly<Record<Portal, Steps>>;
  /** Whether it comes by itself every so often, instead of at every change. */
  readonly inCycles: boolean;
}

const onePortal = (steps: Steps): Provider['steps'] => ({ new: steps, classic: steps });

const providers: Readonly<Record<ProviderId, Provider>> = {
  entra: { steps: { new: entra, classic: entraClassic }, inCycles: true },
  okta: { steps: onePortal(okta), inCycles: false },
  onelogin: { steps: onePortal(onelogin), inCycles: false },
  jumpcloud: { steps: onePortal(jumpcloud), inCycles: false },
  scim: { steps: onePortal(anyClient), inCycles: false },
};

/** Where the steps are done: in Rollcall, at the provider, or by waiting and looking. */
export type SectionId = 'rollcall' | 'provider' | 'watch';

/** A part of the tutorial. */
export interface Section {
  readonly id: SectionId;
  readonly steps: readonly Step[];
}

/** Whether a provider comes back by itself every so often. */
export const comesInCycles = (provider: ProviderId): boolean => providers[provider].inCycles;

/** The whole tutorial: first here, then at the provider, then what to see. */
export function sectionsOf(provider: ProviderId, portal: Portal, facts: StepFacts): readonly Section[] {
  const { steps, inCycles } = providers[provider];
  return [
    { id: 'rollcall', steps: inRollcall(facts, provider) },
    { id: 'provider', steps: steps[portal](facts) },
    { id: 'watch', steps: watch(facts, inCycles) },
  ];
}
