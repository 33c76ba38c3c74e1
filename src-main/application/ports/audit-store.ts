// The audit log of the console. Append-only: an entry is never changed or removed, and each is chained to the one before.
import type { AuditEntry } from '#shared/console-api/audit.ts';

/** Where the chain ends: how many entries there are, and the newest one's hash, hexadecimal. */
export interface ChainEnd {
  readonly entries: number;
  readonly hash: string;
}

/** An entry as it is stored: what its hash covers, and the copies of it that it is found by. */
export interface ChainedEntry {
  readonly seq: number;
  /** Canonical JSON of the entry without its hash. */
  readonly content: string;
  /** Hexadecimal. */
  readonly hash: string;
  readonly at: string;
  readonly action: string;
  readonly tenantId: string | null;
  readonly outcome: string;
  /** Folded: what a search looks through. */
  readonly searchKey: string;
}

/** Which entries; null in a field leaves it out. */
export interface AuditQuery {
  /** Folded; empty: all. */
  readonly search: string;
  readonly tenantId: string | null;
  readonly outcome: AuditEntry['outcome'] | null;
  readonly beforeSeq: number | null;
  readonly limit: number;
}

export interface AuditStore {
  /** `chain` is pure and synchronous and makes the entry that follows this end, inside the transaction. */
  append(chain: (end: ChainEnd) => ChainedEntry): Promise<ChainedEntry>;
  /** The newest matching entries, descending; `total` counts all that match without beforeSeq. */
  list(query: AuditQuery): Promise<{ readonly total: number; readonly entries: readonly ChainedEntry[] }>;
  /** The entries after this seq, ascending, whatever became of them. */
  read(afterSeq: number, limit: number): Promise<readonly ChainedEntry[]>;
  /** Where the chain was when the newest entry was appended; undefined before the first. */
  end(): Promise<ChainEnd | undefined>;
}
