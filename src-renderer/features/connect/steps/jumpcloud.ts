// JumpCloud's custom application. Its connection test makes somebody and a group, and takes them away again.
import { hasGroups, onFailure, type Steps } from './step.ts';

export const jumpcloud: Steps = (facts) => [
  { text: 'jumpcloudApp' },
  {
    text: 'jumpcloudSettings',
    fields: [
      { value: 'tenantUrl', label: 'baseUrl' },
      { value: 'secretToken', label: 'tokenKey' },
    ],
  },
  { text: 'jumpcloudTest', notes: ['testLeavesNothing', onFailure(facts)], seenBy: 'firstUser' },
  { text: 'jumpcloudActivate' },
  { text: hasGroups(facts) ? 'jumpcloudUserGroups' : 'jumpcloudUserGroupsOnly' },
];
