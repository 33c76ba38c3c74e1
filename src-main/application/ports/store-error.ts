/** Why the storage refused. `full`, `busy`: nothing was written and a later try may succeed. */
export type StoreErrorCode =
  | 'not-found'
  | 'uniqueness'
  | 'invalid-position'
  | 'busy'
  | 'full'
  | 'newer-database'
  | 'corrupt'
  | 'not-writable'
  | 'locked'
  | 'closed';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  /** For 'uniqueness': the attribute, the value as sent, the id of the resource that holds it. For 'locked': the pid. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;

  constructor(
    code: StoreErrorCode,
    message: string,
    facts: Readonly<Record<string, string | number | boolean>> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.facts = facts;
  }
}
