// Attribute characteristics, RFC 7643 §2.2 and §7. Defaults are the RFC's: see `attribute()`.
import type { JsonObject } from '#shared/lang/json.ts';
import type { AttributeType, Mutability, Returned, Uniqueness } from '#shared/scim/characteristics.ts';

/** One attribute or sub-attribute with every characteristic of RFC 7643 §7 said. */
export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: Mutability;
  readonly returned: Returned;
  readonly uniqueness: Uniqueness;
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
}

/** A schema as `/Schemas` publishes it (RFC 7643 §7). */
export interface Schema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

/** A resource type as `/ResourceTypes` publishes it (RFC 7643 §6), with its schemas resolved. */
export interface ResourceType {
  readonly name: string;
  readonly endpoint: string;
  readonly description: string;
  readonly schema: Schema;
  readonly extensions: readonly { readonly schema: Schema; readonly required: boolean }[];
  /** The attribute that is stored as rows of its own, never in the document (Group: `members`). */
  readonly membersAttribute?: string;
  /** The read-only attribute computed from other resources' members (User: `groups`). */
  readonly membershipsAttribute?: string;
  /** Values of attributes a client leaves out when it creates a resource (RFC 7644 §3.3). */
  readonly defaults?: JsonObject;
}

/** Whether values are stored: what may never be read again is checked as it is sent, and not kept. */
export const isKept = ({ mutability, returned }: Attribute): boolean =>
  mutability !== 'writeOnly' && returned !== 'never';

type Optional = 'multiValued' | 'required' | 'caseExact' | 'mutability' | 'returned' | 'uniqueness';

/** Fills in the defaults of RFC 7643 §2.2: optional, single-valued, case-insensitive, readWrite, default, none. */
export const attribute = (given: Omit<Attribute, Optional> & Partial<Pick<Attribute, Optional>>): Attribute => ({
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...given,
});
