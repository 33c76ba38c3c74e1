import type { Database } from 'better-sqlite3';
import type { JsonObject } from '#shared/lang/json.ts';
import type { ProfileStore } from '../../application/ports/profile-store.ts';
import type { HeldRows } from './held-resources.ts';
import type { WriteQueue } from './write-queue.ts';

/** Profiles as documents; what a judge throws undoes the save. */
export const createProfileStore = <Entry>(db: Database, queue: WriteQueue<Entry>, held: HeldRows): ProfileStore => {
  const selectAll = db.prepare<[], string>('SELECT definition FROM profiles ORDER BY id').pluck();
  const upsert = db.prepare<[string, string]>(
    'INSERT INTO profiles (id, definition) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET definition = excluded.definition',
  );
  const remove = db.prepare<[string]>('DELETE FROM profiles WHERE id = ?');

  return {
    list: async () => selectAll.all().map((text) => JSON.parse(text) as JsonObject),
    save: (id, definition, judges = new Map()) =>
      queue.write(() => {
        upsert.run(id, JSON.stringify(definition));
        for (const [tenantId, judge] of judges) held.claim(tenantId, judge(held.of(tenantId)));
        return { value: undefined };
      }),
    remove: (id) => queue.write(() => ({ value: remove.run(id).changes > 0 })),
  };
};
