// Apart from the methods: the console shows them and needs no validation for that.

/** What can be seen of an identity provider, in the order in which it happens. */
export const evidenceKinds = [
  'tokenCreated',
  'testConnection',
  /** Created, or matched with somebody who was made here. */
  'firstUser',
  'firstUpdate',
  'firstDisable',
  'firstGroup',
  'firstMember',
  /** A request at least `incrementalAfterMs` after the first user was created: the provider comes back by itself. */
  'incrementalCycle',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];
