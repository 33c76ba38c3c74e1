// Where the schemas and resource types live that a tenant declares itself. A change sees the stored resources and is
// applied in the same transaction, so that no resource comes in between that would not fit.
import type { JsonObject } from '#shared/lang/json.ts';
import type { UniqueValue } from './resource-store.ts';

/** The documents a tenant has declared, by id and by name. */
export interface StoredDefinitions {
  readonly schemas: readonly JsonObject[];
  readonly resourceTypes: readonly JsonObject[];
}

/** A stored resource as its tenant's definitions see it. */
export interface HeldResource {
  readonly id: string;
  readonly doc: JsonObject;
}

/** The stored resources of the tenant, to be read while a change is judged. */
export interface HeldResources {
  count(resourceType: string): number;
  /** In creation order; with `naming`, only documents in which this text stands somewhere, in any case. */
  each(resourceType: string, naming?: string): Iterable<HeldResource>;
}

/** The values that must be unique from now on, of every resource of a type: they take the place of all before. */
export interface UniqueClaims {
  readonly resourceType: string;
  readonly values: readonly { readonly id: string; readonly unique: readonly UniqueValue[] }[];
}

/** What a tenant declares from now on, and what must be unique because of it. */
export interface DefinitionsChange extends StoredDefinitions {
  readonly claims: readonly UniqueClaims[];
}

/** Counts and changes; whether a change fits what is stored is for its caller to say. */
export interface SchemaStore {
  load(tenantId: string): Promise<StoredDefinitions>;
  count(tenantId: string, resourceType: string): Promise<number>;
  /**
   * Stores what `change` returns: pure and synchronous, run once inside the transaction. Rejects with whatever it throws,
   * and then nothing is changed.
   */
  change(
    tenantId: string,
    change: (current: StoredDefinitions, held: HeldResources) => DefinitionsChange,
  ): Promise<void>;
}
