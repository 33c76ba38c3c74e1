// OneLogin's generic SCIM connector.
import { hasGroups, onFailure, type Step, type Steps } from './step.ts';

const groups: Step = { text: 'oneloginGroups' };

export const onelogin: Steps = (facts) => [
  { text: 'oneloginApp' },
  {
    text: 'oneloginConfiguration',
    fields: [
      { value: 'tenantUrl', label: 'scimBaseUrl' },
      { value: 'secretToken', label: 'scimBearerToken' },
    ],
  },
  { text: 'oneloginTemplate', fields: [{ value: 'oneloginTemplate', label: 'scimJsonTemplate' }] },
  { text: 'oneloginEnable', notes: [onFailure(facts)], seenBy: 'testConnection' },
  { text: 'oneloginProvisioning' },
  { text: 'oneloginAssign', seenBy: 'firstUser' },
  ...(hasGroups(facts) ? [groups] : []),
];
