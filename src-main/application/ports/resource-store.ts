// Where resources live. Small and async, so that a second engine fits; a change is a pure synchronous function that runs
// inside one transaction together with its log entry, so that read, If-Match, patch and write are atomic.
import type { JsonObject } from '#shared/lang/json.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { BoundFilter, BoundPath } from '../../protocol/filter/ast.ts';
import type { LastChange, UserOrigin } from '#shared/console-api/users.ts';
import type { LogEntryDraft, RoleChange } from './provisioning-log-store.ts';

/** Which resource. Another tenant's id, or another type's, finds nothing. */
export interface ResourceRef {
  readonly tenantId: string;
  readonly type: ResourceType;
  readonly id: string;
}

/** One member of a group as it is stored; `type` and `display` come from the member's own resource when it exists. */
export interface Member {
  readonly value: string;
  readonly type?: string;
  readonly display?: string;
}

/** One group a resource is a direct member of. */
export interface Membership {
  readonly groupId: string;
  readonly display: string;
}

/** A resource as it is stored: what a response says beyond this is projected from it. */
export interface StoredResource {
  readonly id: string;
  /**
   * JSON text of an object that starts with `{"schemas":[…]`: what the client may write, names in the schema's spelling.
   * Never holds id, meta, the members attribute or the memberships attribute, which have columns or rows of their own.
   */
  readonly doc: string;
  /** 1 at creation, plus one for each change; the ETag is `W/"<version>"`. */
  readonly version: number;
  /** ISO 8601 UTC with milliseconds, like every time here. */
  readonly createdAt: string;
  readonly lastModifiedAt: string;
  /** Present when asked for with `include`. */
  readonly members?: readonly Member[];
  readonly memberships?: readonly Membership[];
}

/** What to read beside the document; both cost a query. */
export interface Include {
  readonly members?: boolean;
  readonly memberships?: boolean;
}

/** A page of one resource type (RFC 7644 §3.4.2), with filter and order bound to its schema. */
export interface ResourceQuery {
  readonly tenantId: string;
  readonly type: ResourceType;
  readonly filter?: BoundFilter;
  readonly sortBy?: { readonly path: BoundPath; readonly descending: boolean };
  /** 1-based. Without sortBy the order is creation order, which never changes between pages. */
  readonly startIndex: number;
  /** 0 asks for the total only. */
  readonly count: number;
  /**
   * Continues behind a page that said so with `next`; startIndex then counts for nothing. StoreError 'invalid-position'
   * for anything that is not the `next` of a page in the same order.
   */
  readonly after?: string;
  readonly include: Include;
}

/** Resources in the order asked for, and how many match in all. */
export interface ResourcePage {
  readonly totalResults: number;
  readonly resources: readonly StoredResource[];
  /** Where the next page begins, for `after`; absent behind the last one. */
  readonly next?: string;
}

/** A query over several resource types at once (RFC 7644 §3.4.2.1); each binds filter and order to its own schema. */
export interface RootQuery {
  readonly tenantId: string;
  readonly parts: readonly (Pick<ResourceQuery, 'type' | 'filter' | 'include'> & { readonly sortBy?: BoundPath })[];
  /** Of every part's `sortBy`. */
  readonly descending: boolean;
  readonly startIndex: number;
  readonly count: number;
}

/** Resources of several types in one order. */
export interface RootPage {
  readonly totalResults: number;
  readonly resources: readonly { readonly type: ResourceType; readonly resource: StoredResource }[];
}

/** A value that must be unique within tenant and resource type among the resources that exist. */
export interface UniqueValue {
  readonly attribute: string;
  /** The value as sent, for the error text. */
  readonly value: string;
  /** What is compared: the folded value unless the attribute is caseExact. */
  readonly key: string;
}

/** What is kept about a person beside the resource, where no client reads or writes it. Of other types there is nothing. */
export interface PersonFacts {
  /** Set by hand; StoreError 'not-found' when the tenant has no such role. A new person without one has the default role. */
  readonly roleId?: string;
  readonly notes?: string;
  /** `local`: made here. Whatever a client creates or writes is `provisioned`. */
  readonly origin?: UserOrigin;
}

/** What a change did to these facts; only what really changed. */
export interface PersonChange {
  readonly role?: RoleChange;
  /** The role counts as set by hand now, and did not before. */
  readonly byHand?: true;
  readonly notes?: true;
  readonly origin?: UserOrigin;
}

/** A resource to be made: validated, with its id and time already given. */
export interface NewResource {
  readonly ref: ResourceRef;
  readonly doc: JsonObject;
  readonly members: readonly Member[];
  readonly unique: readonly UniqueValue[];
  readonly person?: PersonFacts;
  readonly at: string;
}

/** The result of a change function: `doc` absent means the document stays as it is. */
export interface ResourceChange {
  readonly doc?: JsonObject;
  readonly unique?: readonly UniqueValue[];
  /** Applied in this order: clear, remove, add. Adding a member that is there changes nothing. */
  readonly clearMembers?: boolean;
  readonly removeMembers?: readonly string[];
  readonly addMembers?: readonly Member[];
  readonly person?: PersonFacts;
  readonly at: string;
}

/** What a committed (or about to be committed) write did. */
export interface WriteOutcome {
  readonly before?: StoredResource;
  readonly after?: StoredResource;
  /** Only what really changed: re-adding a member is not here. */
  readonly membersAdded: readonly string[];
  readonly membersRemoved: readonly string[];
  /** False: the resource is as it was, version and lastModified stand. */
  readonly changed: boolean;
  /** Present when a change touched what is kept beside the resource, which moves neither version nor lastModified. */
  readonly person?: PersonChange;
}

/**
 * Called once inside the transaction, after the change was applied: makes the reply and the log entry that is stored
 * with it. Must be synchronous and pure; throwing rolls back this write alone.
 */
export type Settle<Reply> = (outcome: WriteOutcome) => {
  readonly reply: Reply;
  readonly entry: LogEntryDraft;
  /** What the board's row says; kept with the resource. Absent when nothing changed. */
  readonly lastChange?: LastChange;
};

/** `seq` is the stored log entry's. The promise resolves after the commit has reached the disk. */
export interface Settled<Reply> {
  readonly reply: Reply;
  readonly seq: number;
  readonly outcome: WriteOutcome;
}

/** All writes reject with a StoreError; `modify` and `remove` also reject with whatever the callbacks throw. */
export interface ResourceStore {
  find(ref: ResourceRef, include?: Include): Promise<StoredResource | undefined>;
  list(query: ResourceQuery): Promise<ResourcePage>;
  /** Without sortBy in creation order across all types; what has no value comes last ascending and first descending. */
  listAcross(query: RootQuery): Promise<RootPage>;
  create<Reply>(resource: NewResource, settle: Settle<Reply>): Promise<Settled<Reply>>;
  /** `needs` is read before `change` is called; StoreError 'not-found' when the resource is gone. */
  modify<Reply>(
    ref: ResourceRef,
    needs: Include,
    change: (current: StoredResource) => ResourceChange,
    settle: Settle<Reply>,
  ): Promise<Settled<Reply>>;
  /** `check` may refuse (If-Match). Also removes the resource from every group it is a member of. */
  remove<Reply>(
    ref: ResourceRef,
    check: (current: StoredResource) => void,
    settle: Settle<Reply>,
  ): Promise<Settled<Reply>>;
}
