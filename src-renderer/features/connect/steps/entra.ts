// Microsoft Entra's admin center in its two generations: "New configuration", and "Provisioning Mode" before it.
import type { Tutorial } from '#shared/tenant-profiles/index.ts';
import { hasGroups, onFailure, type Step, type StepFacts, type StepField, type StepNote, type Steps } from './step.ts';

const fields: readonly StepField[] = [
  { value: 'tenantUrl', label: 'tenantUrl' },
  { value: 'secretToken', label: 'secretToken' },
];

const singleSignOn: Readonly<Record<Tutorial['singleSignOn'], StepNote>> = {
  same: 'singleSignOnSame',
  separate: 'singleSignOnSeparate',
  independent: 'singleSignOnIndependent',
};

const application = ({ tutorial }: StepFacts): Step =>
  tutorial === undefined
    ? { text: 'entraOwnApp' }
    : { text: 'entraGalleryApp', notes: [singleSignOn[tutorial.singleSignOn]] };

const assign = ({ tutorial }: StepFacts): Step => ({
  text: tutorial?.startsWithOne === true ? 'entraAssignOne' : 'entraAssign',
});

const onDemand: Step = { text: 'entraOnDemand', seenBy: 'firstUser' };

/** The present portal. */
export const entra: Steps = (facts) => [
  application(facts),
  assign(facts),
  { text: 'entraConfiguration' },
  { text: 'entraCredentials', fields, notes: [onFailure(facts)], seenBy: 'testConnection' },
  { text: 'entraCreate' },
  { text: 'entraProperties' },
  { text: 'entraUserMapping' },
  { text: hasGroups(facts) ? 'entraGroupMapping' : 'entraNoGroupMapping' },
  onDemand,
  { text: 'entraStart' },
];

/** The portal before. */
export const entraClassic: Steps = (facts) => [
  application(facts),
  assign(facts),
  { text: 'entraMode' },
  { text: 'entraAdminCredentials', fields, notes: [onFailure(facts)], seenBy: 'testConnection' },
  { text: 'entraNotification' },
  { text: 'entraUserMappings' },
  { text: hasGroups(facts) ? 'entraGroupMappings' : 'entraNoGroupMappings' },
  onDemand,
  { text: 'entraStatus' },
];
