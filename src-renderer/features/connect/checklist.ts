// Which steps of a tutorial were done. Rollcall sees some of them happen; what cannot be seen is taken as done once
// something was seen that comes after it.
import type { ConnectState, Evidence } from '#shared/console-api/connect.ts';
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { Section, SectionId } from './providers.ts';
import type { Proof, Step } from './steps/step.ts';

/** `passed`: not seen itself. `next`: the first that is left to do. */
export type StepState = 'seen' | 'passed' | 'next' | 'open';

/** A step of the tutorial, and whether Rollcall has seen it done. */
export interface CheckedStep {
  readonly step: Step;
  /** Counts from 1 through all sections. */
  readonly number: number;
  readonly state: StepState;
  /** Null for a step that was not seen, and for a setting, which has no time. */
  readonly evidence: Evidence | null;
}

/** The steps of one place. */
export interface CheckedSection {
  readonly id: SectionId;
  readonly steps: readonly CheckedStep[];
}

export interface Checklist {
  readonly sections: readonly CheckedSection[];
  /** Of the steps that can be seen. */
  readonly seen: number;
  readonly visible: number;
}

type Facts = Pick<Tenant, 'idpTenantId' | 'provisioning'>;

function isProven(proof: Proof | undefined, { evidence }: Pick<ConnectState, 'evidence'>, tenant: Facts): boolean {
  if (proof === undefined) return false;
  if (proof === 'idpTenantIdSaved') return tenant.idpTenantId !== null;
  if (proof === 'provisioningOn') return tenant.provisioning;
  return evidence[proof] !== null;
}

const evidenceOf = (proof: Proof | undefined, { evidence }: Pick<ConnectState, 'evidence'>): Evidence | null =>
  proof === undefined || proof === 'idpTenantIdSaved' || proof === 'provisioningOn' ? null : evidence[proof];

/** Judges each step by what was seen, and by what comes after it. */
export function checkSteps(
  sections: readonly Section[],
  connect: Pick<ConnectState, 'evidence'>,
  tenant: Facts,
): Checklist {
  const steps = sections.flatMap((section) => section.steps);
  const proven = steps.map(({ seenBy }) => isProven(seenBy, connect, tenant));
  const lastSeen = proven.lastIndexOf(true);
  const done = steps.map(({ seenBy }, at) => proven[at] === true || (seenBy === undefined && at < lastSeen));
  const next = done.indexOf(false);
  const stateAt = (at: number): StepState => {
    if (proven[at] === true) return 'seen';
    if (done[at] === true) return 'passed';
    return at === next ? 'next' : 'open';
  };
  let at = 0;
  return {
    sections: sections.map(({ id, steps: own }) => ({
      id,
      steps: own.map((step) => {
        const state = stateAt(at);
        at += 1;
        return { step, number: at, state, evidence: state === 'seen' ? evidenceOf(step.seenBy, connect) : null };
      }),
    })),
    seen: proven.filter(Boolean).length,
    visible: steps.filter(({ seenBy }) => seenBy !== undefined).length,
  };
}
