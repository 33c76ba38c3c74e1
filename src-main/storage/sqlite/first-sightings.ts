// What was seen first of a tenant's identity provider, written in the transaction of the log entry that shows it, so that the
// Connect page asks eight rows instead of a log of a million. Once a tenant has shown all, an entry costs one look-up here.
import type { Database } from 'better-sqlite3';
import { incrementalAfterMs, type EvidenceKind } from '#shared/console-api/connect.ts';
import type { FirstSighting, LogEntry } from '../../application/ports/provisioning-log-store.ts';
import { planOnce } from './plan-once.ts';
import type { Scopes } from './scopes.ts';

export interface FirstSightings {
  /** Only inside a transaction, with all that it adds to the log. */
  note(entries: readonly LogEntry[]): void;
  /** The tenants of which the transaction that was committed last has shown something new. */
  committed(): readonly string[];
  of(tenantId: string): readonly FirstSighting[];
}

type Seen = Map<EvidenceKind, FirstSighting>;

export const createFirstSightings = (db: Database, scopes: Scopes): FirstSightings => {
  const insert = db.prepare<[number, string, string, number]>(
    'INSERT INTO first_sightings (tenant, kind, at, log_seq) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const select = db.prepare<[number], FirstSighting>(
    planOnce('SELECT kind, at, log_seq AS logSeq FROM first_sightings WHERE tenant = ?'),
  );
  const remembered = new Map<string, Seen>();
  /** Tenants whose new sightings may still be rolled back. */
  const unsure = new Set<string>();

  const read = (tenantId: string): readonly FirstSighting[] => select.all(scopes.tenantKey(tenantId));
  const seenOf = (tenantId: string): Seen => {
    const known = remembered.get(tenantId);
    if (known !== undefined) return known;
    const seen: Seen = new Map(read(tenantId).map((sighting) => [sighting.kind, sighting]));
    remembered.set(tenantId, seen);
    return seen;
  };

  const isIncremental = ({ activityDateTime, credentialId }: LogEntry, seen: Seen): boolean => {
    const first = seen.get('firstUser');
    if (first === undefined || credentialId === undefined || seen.has('incrementalCycle')) return false;
    return Date.parse(activityDateTime) - Date.parse(first.at) >= incrementalAfterMs;
  };

  const noteEntry = (entry: LogEntry): void => {
    const seen = seenOf(entry.tenantId);
    const shown = isIncremental(entry, seen) ? [...(entry.shows ?? []), 'incrementalCycle' as const] : entry.shows;
    for (const kind of shown ?? []) {
      if (seen.has(kind)) continue;
      insert.run(scopes.tenantKey(entry.tenantId), kind, entry.activityDateTime, entry.seq);
      seen.set(kind, { kind, at: entry.activityDateTime, logSeq: entry.seq });
      unsure.add(entry.tenantId);
    }
  };

  return {
    note: (entries) => {
      // What is still unsure belongs to a transaction that failed.
      for (const tenantId of unsure) remembered.delete(tenantId);
      unsure.clear();
      for (const entry of entries) noteEntry(entry);
    },
    committed: () => {
      const tenants = [...unsure];
      unsure.clear();
      return tenants;
    },
    of: read,
  };
};
