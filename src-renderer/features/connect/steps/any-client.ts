// Whatever else speaks SCIM 2.0.
import { hasGroups, type Step, type Steps } from './step.ts';

const noGroups: Step = { text: 'clientNoGroups' };

export const anyClient: Steps = (facts) => [
  {
    text: 'clientValues',
    fields: [
      { value: 'tenantUrl', label: 'baseUrl' },
      { value: 'secretToken', label: 'bearerToken' },
    ],
  },
  { text: 'clientTest', seenBy: 'testConnection' },
  ...(hasGroups(facts) ? [] : [noGroups]),
  { text: 'clientCreate', seenBy: 'firstUser' },
];
