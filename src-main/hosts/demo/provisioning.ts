// What Entra does about one object: match it, create it or link and update it, then its references. The cycle and the
// story are made of these.
import { isJsonObject, type JsonObject } from '#shared/lang/json.ts';
import type { EntraClient } from './entra-client.ts';
import { storedManager, userDifferences } from './entra-mapping.ts';
import * as shapes from './entra-shapes.ts';
import type { Dialect } from './entra-shapes.ts';
import * as expect from './expectations.ts';
import { fullName, type Group, type Person } from './northwind.ts';

/** The connector's memory: which target object belongs to which source object. */
export interface Anchors {
  /** A user's id by alias. */
  readonly users: Map<string, string>;
  /** A group's id by externalId. */
  readonly groups: Map<string, string>;
}

export interface Provisioning {
  readonly anchors: Anchors;
  /** Match, then POST, or link and PATCH what differs; returns the user as the target has it now. */
  provisionUser(person: Person): Promise<JsonObject | undefined>;
  /** GET, then PATCH what differs from the source. */
  updateUser(person: Person, dialect: Dialect): Promise<void>;
  /** `known` spares the request when the target already names that manager. */
  assignManager(person: Person, dialect: Dialect, known?: JsonObject): Promise<void>;
  deleteUser(person: Person): Promise<void>;
  provisionGroup(group: Group): Promise<void>;
  renameGroup(group: Group, displayName: string, dialect: Dialect): Promise<void>;
  addMembers(group: Group, aliases: readonly string[], dialect: Dialect): Promise<void>;
  removeMember(group: Group, alias: string, dialect: Dialect): Promise<void>;
}

export function createProvisioning(client: EntraClient): Provisioning {
  const anchors: Anchors = { users: new Map(), groups: new Map() };

  /** An object that was never created has no anchor: its requests are left out, as Entra leaves them out. */
  const withUser = async (person: Person, send: (id: string) => Promise<unknown>): Promise<void> => {
    const id = anchors.users.get(person.alias);
    if (id !== undefined) await send(id);
  };
  const withGroup = async (group: Group, send: (id: string) => Promise<unknown>): Promise<void> => {
    const id = anchors.groups.get(group.externalId);
    if (id !== undefined) await send(id);
  };

  const patchDifferences = async (id: string, person: Person, stored: JsonObject, dialect: Dialect): Promise<void> => {
    const changes = userDifferences(person, stored);
    if (changes.length === 0) return;
    await client.ask(
      `update ${fullName(person)}`,
      shapes.changeUser(id, changes, dialect),
      expect.userNowIs(id, person),
    );
  };

  async function findGroup(group: Group): Promise<JsonObject | undefined> {
    // Two matching attributes, tried one after the other: a group that was renamed at the target is found by its id.
    for (const attribute of ['displayName', 'externalId'] as const) {
      const { answer } = await client.ask(
        `look up the group ${group.displayName} by ${attribute}`,
        shapes.findGroup(attribute, group[attribute]),
        expect.atMostThisGroup(attribute, group[attribute]),
      );
      const [found] = expect.resourcesOf(answer.body);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  const renameGroup: Provisioning['renameGroup'] = (group, displayName, dialect) =>
    withGroup(group, async (id) => {
      await client.ask(`read the group ${group.displayName}`, shapes.readGroup(id), expect.thisGroup(id));
      await client.ask(
        `rename the group to ${displayName}`,
        shapes.renameGroup(id, displayName, dialect),
        expect.groupChanged,
      );
    });

  return {
    anchors,
    renameGroup,

    async provisionUser(person) {
      const lookup = await client.ask(
        `look up ${fullName(person)}`,
        shapes.findUser(person.userName),
        expect.atMostThisUser(person.userName),
      );
      const [found] = expect.resourcesOf(lookup.answer.body);
      if (found !== undefined && typeof found['id'] === 'string') {
        anchors.users.set(person.alias, found['id']);
        await patchDifferences(found['id'], person, found, 'default');
        return found;
      }
      if (!lookup.fine) return undefined;
      const { answer } = await client.ask(
        `create ${fullName(person)}`,
        shapes.createUser(person),
        expect.createdUser(person),
      );
      return remember(anchors.users, person.alias, answer);
    },

    updateUser: (person, dialect) =>
      withUser(person, async (id) => {
        const { answer, fine } = await client.ask(
          `read ${fullName(person)}`,
          shapes.readUser(id),
          expect.thisUser(id, person.userName),
        );
        if (fine && isJsonObject(answer.body)) await patchDifferences(id, person, answer.body, dialect);
      }),

    assignManager: (person, dialect, known) =>
      withUser(person, async (id) => {
        const managerId = person.manager === null ? undefined : anchors.users.get(person.manager);
        if (managerId === undefined || (known !== undefined && storedManager(known) === managerId)) return;
        await client.ask(
          `set the manager of ${fullName(person)}`,
          shapes.setManager(id, managerId, dialect),
          expect.managerNowIs(id, managerId),
        );
      }),

    deleteUser: (person) =>
      withUser(person, async (id) => {
        await client.ask(`delete ${fullName(person)}`, shapes.deleteUser(id), expect.noContent);
        anchors.users.delete(person.alias);
        await client.ask(`make sure ${fullName(person)} is gone`, shapes.findUser(person.userName), expect.nobody);
      }),

    async provisionGroup(group) {
      const found = await findGroup(group);
      if (found === undefined) {
        const { answer } = await client.ask(
          `create the group ${group.displayName}`,
          shapes.createGroup(group),
          expect.createdGroup(group),
        );
        remember(anchors.groups, group.externalId, answer);
        return;
      }
      if (typeof found['id'] !== 'string') return;
      anchors.groups.set(group.externalId, found['id']);
      if (found['displayName'] !== group.displayName) await renameGroup(group, group.displayName, 'default');
    },

    addMembers: (group, aliases, dialect) =>
      withGroup(group, async (id) => {
        const userIds = aliases.flatMap((alias) => anchors.users.get(alias) ?? []);
        if (userIds.length === 0) return;
        await client.ask(
          `add ${userIds.length} to the group ${group.displayName}`,
          shapes.addMembers(id, userIds, dialect),
          expect.groupChanged,
        );
      }),

    removeMember: (group, alias, dialect) =>
      withGroup(group, async (id) => {
        const userId = anchors.users.get(alias);
        if (userId === undefined) return;
        await client.ask(
          `remove ${alias} from the group ${group.displayName}`,
          shapes.removeMember(id, userId, dialect),
          expect.groupChanged,
        );
      }),
  };
}

/** Keeps the id of a created resource, which Entra stores as its anchor, and returns the resource. */
function remember(anchors: Map<string, string>, key: string, { status, body }: expect.Answer): JsonObject | undefined {
  if (status !== 201 || !isJsonObject(body) || typeof body['id'] !== 'string') return undefined;
  anchors.set(key, body['id']);
  return body;
}
