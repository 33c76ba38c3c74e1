// Which steps of the Connect page a request shows done. Judged by what the request did, not by who says to have sent it: the
// provider's headers are not documented. Only requests with a valid token count.
import type { EvidenceKind } from '#shared/console-api/connect.ts';
import { isGuid } from '#shared/lang/is-guid.ts';
import { groupResourceType, userResourceType } from '../../protocol/schema/resource-types.ts';
import type { LogFacts, ScimRequest } from '../scim/request.ts';

const oneOnly = /[?&]count=1(?:&|$)/i;
const filtered = /[?&]filter=/i;

const none: readonly EvidenceKind[] = [];

/**
 * A question whose answer nobody needs. Entra looks for somebody with a random GUID for a name; others ask for a list of
 * one, whoever that is.
 */
function isConnectionTest({ path }: ScimRequest, { totalResults, targetName }: LogFacts): boolean {
  if (totalResults === undefined) return false;
  // Quirk(entra): "Test Connection" filters by a random GUID: test/idp/entra/test-connection.json.
  if (totalResults === 0 && targetName !== undefined && isGuid(targetName)) return true;
  return oneOnly.test(path) && !filtered.test(path);
}

const ofUser: Partial<Record<LogFacts['provisioningAction'], EvidenceKind>> = {
  create: 'firstUser',
  update: 'firstUpdate',
  disable: 'firstDisable',
};

/** What an answered request shows; what it shows first is for the log to know. */
export function evidenceOf(request: ScimRequest, facts: LogFacts): readonly EvidenceKind[] {
  const { provisioningAction: action, resourceType } = facts;
  if (request.credentialId === undefined) return none;
  if (action === 'read') return isConnectionTest(request, facts) ? ['testConnection'] : none;
  if (resourceType === userResourceType.name) {
    const shown = ofUser[action];
    // Where everybody exists already the provider creates nobody: its first person is the first it matches.
    const matched: readonly EvidenceKind[] = facts.matchesPerson === true ? ['firstUser'] : none;
    return shown === undefined ? matched : [...matched, shown];
  }
  if (resourceType !== groupResourceType.name) return none;
  const created: readonly EvidenceKind[] = action === 'create' ? ['firstGroup'] : none;
  return facts.addsMembers === true ? [...created, 'firstMember'] : created;
}
