// What is seen here once a provider is at work, in the order a careful admin tries it.
import { hasGroups, type Step, type StepFacts } from './step.ts';

const groups: readonly Step[] = [
  { text: 'watchGroup', seenBy: 'firstGroup' },
  { text: 'watchMember', seenBy: 'firstMember' },
];

const cycle: Step = { text: 'watchCycle', seenBy: 'incrementalCycle' };

/** `inCycles`: the provider comes back by itself, instead of at every change. */
export function watch(facts: StepFacts, inCycles: boolean): readonly Step[] {
  return [
    ...(hasGroups(facts) ? groups : []),
    { text: 'watchUpdate', seenBy: 'firstUpdate' },
    { text: facts.profile.hidesDisabled ? 'watchHide' : 'watchDisable', seenBy: 'firstDisable' },
    ...(inCycles ? [cycle] : []),
  ];
}
