// Entra's initial cycle: test connection, then every user, then every group, then references. On a second run the
// same cycle links what it finds and exports only what differs.
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#shared/lang/json.ts';
import type { EntraClient } from './entra-client.ts';
import { findGroup, findUser } from './entra-shapes.ts';
import { nobody } from './expectations.ts';
import { fullName, type Company } from './northwind.ts';
import type { Progress } from './progress.ts';
import type { Provisioning } from './provisioning.ts';

/** Entra's Test Connection button: looks for a user and a group that cannot exist. */
export async function testConnection(client: EntraClient): Promise<boolean> {
  const users = await client.ask('test connection, Users', findUser(randomUUID()), nobody);
  const groups = await client.ask('test connection, Groups', findGroup('displayName', randomUUID()), nobody);
  return users.fine && groups.fine;
}

export async function runFirstCycle(company: Company, provisioning: Provisioning, progress: Progress): Promise<void> {
  const { people, groups } = company;
  const managed = people.filter(({ manager }) => manager !== null);
  progress.begin('First cycle', people.length + groups.length + managed.length);

  const known = new Map<string, JsonObject>();
  for (const person of people) {
    const resource = await provisioning.provisionUser(person);
    if (resource !== undefined) known.set(person.alias, resource);
    progress.advance(fullName(person));
  }
  for (const group of groups) {
    await provisioning.provisionGroup(group);
    await provisioning.addMembers(group, group.members, 'default');
    progress.advance(group.displayName);
  }
  for (const person of managed) {
    await provisioning.assignManager(person, 'default', known.get(person.alias));
    progress.advance(`${fullName(person)}'s manager`);
  }
  progress.end();
}
