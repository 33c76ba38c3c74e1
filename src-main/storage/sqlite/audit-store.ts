// Entries of the audit log. That none is changed or removed is also a trigger's matter; who opens the file without Rollcall
// is found out by the chain.
import type { Database } from 'better-sqlite3';
import type { AuditStore, ChainedEntry, ChainEnd } from '../../application/ports/audit-store.ts';
import type { WriteQueue } from './write-queue.ts';

type AuditRow = Omit<ChainedEntry, 'hash'> & { readonly hash: Uint8Array };

interface Filter {
  readonly search: string;
  readonly tenantId: string | null;
  readonly outcome: string | null;
}

const columns = 'seq, content, hash, at, action, tenant_id AS tenantId, outcome, search_key AS searchKey';

const matching = `(:search = '' OR instr(search_key, :search) > 0)
  AND (:tenantId IS NULL OR tenant_id = :tenantId) AND (:outcome IS NULL OR outcome = :outcome)`;

const hexOf = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

const entryOf = ({ hash, ...row }: AuditRow): ChainedEntry => ({ ...row, hash: hexOf(hash) });

interface EndRow {
  readonly entries: number;
  readonly hash: Uint8Array;
}

const endOf = (row: EndRow | undefined): ChainEnd =>
  row === undefined ? { entries: 0, hash: '' } : { entries: row.entries, hash: hexOf(row.hash) };

export const createAuditStore = <Entry>(db: Database, queue: WriteQueue<Entry>): AuditStore => {
  const insert = db.prepare<[AuditRow]>(
    `INSERT INTO audit_entries (seq, at, content, action, tenant_id, outcome, search_key, hash)
     VALUES (:seq, :at, :content, :action, :tenantId, :outcome, :searchKey, :hash)`,
  );
  const setHead = db.prepare<[number, Uint8Array]>(
    `INSERT INTO audit_heads (key, entries, hash) VALUES (1, ?, ?)
     ON CONFLICT (key) DO UPDATE SET entries = excluded.entries, hash = excluded.hash`,
  );
  const head = db.prepare<[], EndRow>('SELECT entries, hash FROM audit_heads');
  const newest = db.prepare<[], EndRow>('SELECT seq AS entries, hash FROM audit_entries ORDER BY seq DESC LIMIT 1');
  const after = db.prepare<[number, number], AuditRow>(
    `SELECT ${columns} FROM audit_entries WHERE seq > ? ORDER BY seq LIMIT ?`,
  );
  const select = db.prepare<[Filter & { beforeSeq: number | null; limit: number }], AuditRow>(
    `SELECT ${columns} FROM audit_entries WHERE ${matching} AND (:beforeSeq IS NULL OR seq < :beforeSeq)
     ORDER BY seq DESC LIMIT :limit`,
  );
  const count = db.prepare<[Filter], number>(`SELECT count(*) FROM audit_entries WHERE ${matching}`).pluck();

  return {
    append: (chain) =>
      queue.write(() => {
        // Both say the same unless somebody cut the log: what follows then still has a seq of its own.
        const [kept, last] = [endOf(head.get()), endOf(newest.get())];
        const entry = chain(kept.entries >= last.entries ? kept : last);
        const hash = Buffer.from(entry.hash, 'hex');
        insert.run({ ...entry, hash });
        setHead.run(entry.seq, hash);
        return { value: entry };
      }),
    list: async ({ beforeSeq, limit, ...filter }) => ({
      total: count.get(filter) ?? 0,
      entries: select.all({ ...filter, beforeSeq, limit }).map(entryOf),
    }),
    read: async (afterSeq, limit) => after.all(afterSeq, limit).map(entryOf),
    end: async () => {
      const row = head.get();
      return row === undefined ? undefined : endOf(row);
    },
  };
};
