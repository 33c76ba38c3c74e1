// A storage for a test: real SQLite, one tenant, and short ways to write. `now` is a counter, so that times are told apart.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LogEntryDraft } from '#main/application/ports/provisioning-log-store.ts';
import type {
  Include,
  Member,
  NewResource,
  ResourceChange,
  ResourceRef,
  Settled,
  StoredResource,
  UniqueValue,
  WriteOutcome,
} from '#main/application/ports/resource-store.ts';
import { StoreError } from '#main/application/ports/store-error.ts';
import type { ResourceType } from '#main/protocol/schema/attribute.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { openStorage, type Storage } from '#main/storage/sqlite/open.ts';
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { LastChange } from '#shared/console-api/users.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { groupSchema, userSchema } from '#shared/scim/urn.ts';
import { newTenant } from '../new-tenant.ts';
import { scratch } from '../scratch.ts';

let ticks = 0;
/** A later time at each call. */
export const now = (): string => new Date(Date.UTC(2026, 0, 1) + (ticks += 1)).toISOString();

export const tenantOf = (slug: string): Tenant => newTenant({ id: `tenant-${slug}`, slug, createdAt: now() });

export const draft = (tenantId: string, facts: Partial<LogEntryDraft> = {}): LogEntryDraft => ({
  tenantId,
  activityDateTime: now(),
  durationInMilliseconds: 1.5,
  method: 'GET',
  path: '/Users',
  status: 200,
  aborted: false,
  provisioningAction: 'read',
  changedAttributes: [],
  notes: [],
  clientAddress: '127.0.0.1',
  responseBytes: 2,
  ...facts,
});

/** Removed when the test is over. */
export function temporaryFolder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(scratch, 'rollcall-storage-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export const userDoc = (userName: string, attributes: JsonObject = {}): JsonObject => ({
  schemas: [userSchema],
  userName,
  active: true,
  ...attributes,
});
export const groupDoc = (displayName: string): JsonObject => ({ schemas: [groupSchema], displayName });

/** What the application would declare unique: userName of users, displayName of groups. */
export const uniqueOf = (type: ResourceType, doc: JsonObject): readonly UniqueValue[] => {
  const attribute = type.name === 'User' ? 'userName' : 'displayName';
  const value = doc[attribute];
  return typeof value === 'string' ? [{ attribute, value, key: foldCase(value) }] : [];
};

export interface StorageForTest extends AsyncDisposable {
  readonly storage: Storage;
  readonly tenant: Tenant;
  ref(type: ResourceType, id: string, tenantId?: string): ResourceRef;
  create(type: ResourceType, id: string, doc: JsonObject, facts?: CreateFacts): Promise<Settled<WriteOutcome>>;
  user(userName: string, attributes?: JsonObject, facts?: CreateFacts): Promise<Settled<WriteOutcome>>;
  group(displayName: string, members?: readonly (Member | string)[]): Promise<Settled<WriteOutcome>>;
  modify(
    ref: ResourceRef,
    change: Omit<ResourceChange, 'at'> | ((current: StoredResource) => Omit<ResourceChange, 'at'>),
    facts?: { needs?: Include; entry?: Partial<LogEntryDraft>; lastChange?: LastChange },
  ): Promise<Settled<WriteOutcome>>;
  remove(ref: ResourceRef): Promise<Settled<WriteOutcome>>;
}

interface CreateFacts {
  readonly tenantId?: string;
  readonly members?: readonly Member[];
  readonly unique?: readonly UniqueValue[];
  readonly at?: string;
  readonly entry?: Partial<LogEntryDraft>;
  readonly lastChange?: LastChange;
}

const asMember = (member: Member | string): Member => (typeof member === 'string' ? { value: member } : member);

export async function storageForTest(file = ':memory:'): Promise<StorageForTest> {
  const storage = openStorage({ file });
  const tenant = (await storage.tenants.findBySlug('default')) ?? tenantOf('default');
  if ((await storage.tenants.list()).length === 0) await storage.tenants.create(tenant);
  const ref: StorageForTest['ref'] = (type, id, tenantId = tenant.id) => ({ tenantId, type, id });

  const create: StorageForTest['create'] = (type, id, doc, facts = {}) => {
    const resource: NewResource = {
      ref: ref(type, id, facts.tenantId),
      doc,
      members: facts.members ?? [],
      unique: facts.unique ?? uniqueOf(type, doc),
      at: facts.at ?? now(),
    };
    return storage.resources.create(resource, (outcome) => ({
      reply: outcome,
      entry: draft(resource.ref.tenantId, {
        method: 'POST',
        path: type.endpoint,
        status: 201,
        provisioningAction: 'create',
        resourceType: type.name,
        resourceId: id,
        ...facts.entry,
      }),
      ...(facts.lastChange === undefined ? {} : { lastChange: facts.lastChange }),
    }));
  };

  return {
    storage,
    tenant,
    ref,
    create,
    user: (userName, attributes = {}, facts = {}) =>
      create(userResourceType, `id-${userName}`, userDoc(userName, attributes), facts),
    group: (displayName, members = []) =>
      create(groupResourceType, `id-${displayName}`, groupDoc(displayName), { members: members.map(asMember) }),
    modify: (target, change, { needs = {}, entry = {}, lastChange } = {}) =>
      storage.resources.modify(
        target,
        needs,
        (current) => ({ at: now(), ...(typeof change === 'function' ? change(current) : change) }),
        (outcome) => ({
          reply: outcome,
          entry: draft(target.tenantId, {
            method: 'PATCH',
            path: `${target.type.endpoint}/${target.id}`,
            provisioningAction: 'update',
            resourceType: target.type.name,
            resourceId: target.id,
            ...entry,
          }),
          ...(lastChange === undefined ? {} : { lastChange }),
        }),
      ),
    remove: (target) =>
      storage.resources.remove(
        target,
        () => undefined,
        (outcome) => ({
          reply: outcome,
          entry: draft(target.tenantId, {
            method: 'DELETE',
            status: 204,
            provisioningAction: 'delete',
            resourceType: target.type.name,
            resourceId: target.id,
          }),
        }),
      ),
    async [Symbol.asyncDispose]() {
      await storage.flush();
      storage.close();
    },
  };
}

/** What the promise rejects with; undefined when it does not. */
export const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/** The StoreError the promise rejects with; anything else fails the test. */
export const storeError = async (promise: Promise<unknown>): Promise<StoreError> => {
  const error = await rejection(promise);
  if (error instanceof StoreError) return error;
  throw new Error(`expected a StoreError, got ${String(error)}`);
};
