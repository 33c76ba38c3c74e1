import type { Database } from 'better-sqlite3';
import type { SentReminders } from '../../application/ports/sent-reminders.ts';
import type { Scopes } from './scopes.ts';
import type { WriteQueue } from './write-queue.ts';

/** Of two processes that claim the same reminder one gets it. */
export const createSentReminders = <Entry>(db: Database, queue: WriteQueue<Entry>, scopes: Scopes): SentReminders => {
  const isSent = db.prepare<[number, string]>('SELECT 1 FROM reminders_sent WHERE tenant = ? AND reminder = ?');
  const insert = db.prepare<[number, string, string]>(
    'INSERT INTO reminders_sent (tenant, reminder, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  return {
    claim: async (tenantId, keys, at) => {
      const tenant = scopes.tenantKey(tenantId);
      // Nearly always all of them were sent: that is no reason for a transaction.
      const unsent = keys.filter((key) => isSent.get(tenant, key) === undefined);
      if (unsent.length === 0) return [];
      return queue.write(() => ({
        value: unsent.filter((key) => insert.run(scopes.tenantKey(tenantId), key, at).changes > 0),
      }));
    },
  };
};
