// Okta, as an application of its integration wizard.
import { hasGroups, onFailure, type Step, type Steps } from './step.ts';

const pushGroups: Step = { text: 'oktaPushGroups' };

export const okta: Steps = (facts) => [
  { text: 'oktaApp' },
  {
    text: 'oktaConnection',
    fields: [
      { value: 'tenantUrl', label: 'scimConnectorBaseUrl' },
      { value: 'userName', label: 'uniqueIdentifier' },
      { value: 'secretToken', label: 'authorization' },
    ],
  },
  { text: hasGroups(facts) ? 'oktaActions' : 'oktaActionsNoGroups' },
  { text: 'oktaTest', notes: [onFailure(facts)], seenBy: 'testConnection' },
  { text: 'oktaToApp', notes: ['never'] },
  { text: 'oktaAssign', seenBy: 'firstUser' },
  ...(hasGroups(facts) ? [pushGroups] : []),
];
