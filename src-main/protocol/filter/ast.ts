// The filter as a tree, RFC 7644 §3.4.2.2. `Filter` is what was written; `BoundFilter` is the same tree after its names
// were found in the schema and its literals were read as the attribute's type. Only bound filters reach the storage.
import type { Attribute } from '../schema/attribute.ts';

/** Table 3 of RFC 7644 §3.4.2.2 without `pr`, which compares with nothing. */
export type CompareOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';
/** `compValue` of the grammar in RFC 7644 §3.4.2.2: JSON without arrays and objects. */
export type Literal = string | number | boolean | null;

/** `urn:…:User:name.givenName` → schema `urn:…:User`, attribute `name`, subAttribute `givenName`, as written. */
export interface AttributePath {
  readonly schema?: string;
  readonly attribute: string;
  readonly subAttribute?: string;
}

interface Tree<Path> {
  readonly compare: { kind: 'compare'; path: Path; operator: CompareOperator; value: Literal };
  readonly present: { kind: 'present'; path: Path };
}
type Leaf<Path> = Readonly<Tree<Path>['compare']> | Readonly<Tree<Path>['present']>;

/** What was written, names unchecked; print-back gives an equivalent text. */
export type Filter =
  | Leaf<AttributePath>
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly operand: Filter }
  /** `emails[type eq "work"]`: some element fulfils the whole inner filter. */
  | { readonly kind: 'valuePath'; readonly path: AttributePath; readonly filter: Filter };

/**
 * An attribute found in the schema. `container` is the extension's URN, absent for the core schema. Inside a value path
 * `attribute` is the multi-valued attribute's own sub-attribute and `subAttribute` is absent.
 */
export interface BoundPath {
  readonly container?: string;
  readonly attribute: Attribute;
  readonly subAttribute?: Attribute;
}

/** A filter whose every name the resource type's schemas have. */
export type BoundFilter =
  | Leaf<BoundPath>
  | { readonly kind: 'and' | 'or'; readonly left: BoundFilter; readonly right: BoundFilter }
  | { readonly kind: 'not'; readonly operand: BoundFilter }
  | { readonly kind: 'valuePath'; readonly path: BoundPath; readonly filter: BoundFilter }
  /** An attribute no schema of the resource type has: treated as without value (RFC 7644 §3.4.2.2). */
  | { readonly kind: 'constant'; readonly value: boolean };
