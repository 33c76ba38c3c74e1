// What an admin may say of a credential: refused with a sentence that names the field, before anything is stored.
import { invalidInput, notFound } from './console-failure.ts';
import { userResourceType } from '../../protocol/schema/resource-types.ts';
import type { Networks } from '../ports/networks.ts';
import type { ResourceStore } from '../ports/resource-store.ts';

/** The time in the form it is stored in. ConsoleFailure 'invalid-input' when it has passed at `now`. */
export function futureTime(expiresAt: string, now: string): string {
  const expires = new Date(expiresAt).toISOString();
  if (expires > now) return expires;
  throw invalidInput(
    `expiresAt is ${expires}, which has passed (it is ${now}). Choose a later time, or null for a token that does not expire.`,
  );
}

/** ConsoleFailure 'invalid-input' with what is wrong with the first network that is none. */
export function requireNetworks(networks: Networks, texts: readonly string[]): void {
  for (const text of texts) {
    const fault = networks.fault(text);
    if (fault !== undefined) throw invalidInput(`networks: ${fault}`);
  }
}

/** ConsoleFailure 'not-found' unless a person of the tenant has the id. */
export async function requirePerson(resources: ResourceStore, tenantId: string, userId: string): Promise<void> {
  if ((await resources.find({ tenantId, type: userResourceType, id: userId })) !== undefined) return;
  throw notFound(
    `This tenant has no person with the id "${userId}". users.list gives the people there are; null makes a token that stands for nobody.`,
  );
}
