// People the admin makes, changes and removes by hand: the same engine, unique values, versions and change records as for
// a client, and an entry of the log that says it was done here.
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { Ports } from '../ports/ports.ts';
import type { PersonFacts, ResourceRef } from '../ports/resource-store.ts';
import { uniqueValues } from '../scim/unique-values.ts';
import { documentOf, withFields, type LocalFields } from './local-fields.ts';
import { createSettleHere, NothingChanged } from './settle-here.ts';

/** The tenant somebody is a person of, with what decides how they are written. */
export interface Place {
  readonly tenant: Tenant;
  readonly profile: TenantProfile;
  readonly type: ResourceType;
}

/** What only the admin says. */
export type Remarks = Pick<PersonFacts, 'roleId' | 'notes'>;

/** All reject with a ScimError 400 for values that do not fit, and with the storage's StoreError. */
export interface LocalPeople {
  /** Answers the new person's id. */
  create(place: Place, fields: LocalFields & { readonly userName: string }, remarks: Remarks): Promise<string>;
  set(place: Place, id: string, fields: LocalFields, remarks: Remarks): Promise<void>;
  /** Answers the groups that the person was a member of. */
  remove(place: Place, id: string): Promise<readonly string[]>;
}

const refOf = ({ tenant, type }: Place, id: string): ResourceRef => ({ tenantId: tenant.id, type, id });

export function createLocalPeople({
  resources,
  clock,
  secrets,
}: Pick<Ports, 'resources' | 'clock' | 'secrets'>): LocalPeople {
  return {
    async create(place, fields, remarks) {
      const ref = refOf(place, secrets.uuid());
      const doc = documentOf(fields, place.type);
      const unique = uniqueValues(doc, place.type, place.profile);
      const person: PersonFacts = { ...remarks, origin: 'local' };
      const settle = createSettleHere(clock, ref, () => ({ after: doc }));
      await resources.create({ ref, doc, members: [], unique, person, at: clock.now() }, settle);
      return ref.id;
    },

    async set(place, id, fields, remarks) {
      const ref = refOf(place, id);
      let before: JsonObject | undefined;
      let after: JsonObject | undefined;
      const settle = createSettleHere(clock, ref, () => ({ before, after }));
      try {
        await resources.modify(
          ref,
          {},
          (current) => {
            before = JSON.parse(current.doc) as JsonObject;
            after = withFields(before, fields, place.type);
            const changed =
              after === before ? {} : { doc: after, unique: uniqueValues(after, place.type, place.profile) };
            return { ...changed, person: remarks, at: clock.now() };
          },
          settle,
        );
      } catch (error) {
        if (!(error instanceof NothingChanged)) throw error;
      }
    },

    async remove(place, id) {
      const ref = refOf(place, id);
      const found = await resources.find(ref, { memberships: true });
      let before: JsonObject | undefined;
      const settle = createSettleHere(clock, ref, () => ({ before }));
      await resources.remove(ref, (current) => void (before = JSON.parse(current.doc) as JsonObject), settle);
      return (found?.memberships ?? []).map(({ groupId }) => groupId);
    },
  };
}
