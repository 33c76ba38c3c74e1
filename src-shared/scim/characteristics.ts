// The words of the characteristics of an attribute, RFC 7643 §7, the default of §2.2 first where there is one.

export const attributeTypes = [
  'string',
  'boolean',
  'decimal',
  'integer',
  'dateTime',
  'reference',
  'binary',
  'complex',
] as const;
/** What values are (RFC 7643 §2.3). */
export type AttributeType = (typeof attributeTypes)[number];

export const mutabilities = ['readWrite', 'readOnly', 'immutable', 'writeOnly'] as const;
/** Who may write it, and when. */
export type Mutability = (typeof mutabilities)[number];

export const returnedWords = ['default', 'always', 'request', 'never'] as const;
/** When a response has it. */
export type Returned = (typeof returnedWords)[number];

export const uniquenessWords = ['none', 'server', 'global'] as const;
/** Among which resources no two may have the value. */
export type Uniqueness = (typeof uniquenessWords)[number];
