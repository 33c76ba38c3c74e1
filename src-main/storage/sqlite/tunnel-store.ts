import type { Database } from 'better-sqlite3';
import type { TunnelProviderId } from '#shared/console-api/tunnel-config.ts';
import type { StoredTunnel, TunnelStore } from '../../application/ports/tunnel-store.ts';
import { emptyLog, withoutTrace } from './without-trace.ts';
import type { WriteQueue } from './write-queue.ts';

interface SecretRow {
  readonly provider: TunnelProviderId;
  readonly sealed: Buffer;
}

/** One row of settings, and the sealed secrets beside it, so that they can be erased. */
export const createTunnelStore = <Entry>(db: Database, queue: WriteQueue<Entry>): TunnelStore => {
  const select = db.prepare<[], string>('SELECT settings FROM tunnels').pluck();
  const upsert = db.prepare<[string]>(
    'INSERT INTO tunnels (key, settings) VALUES (1, ?) ON CONFLICT (key) DO UPDATE SET settings = excluded.settings',
  );
  const selectSecrets = db.prepare<[], SecretRow>('SELECT provider, sealed FROM tunnel_secrets ORDER BY provider');
  const insertSecret = db.prepare<[string, Uint8Array]>('INSERT INTO tunnel_secrets (provider, sealed) VALUES (?, ?)');
  const removeSecret = db.prepare<[string]>('DELETE FROM tunnel_secrets WHERE provider = ?');

  /** Whether a secret that was there is not there any more. */
  const setSecrets = (wanted: StoredTunnel['sealed']): boolean => {
    const before = selectSecrets.all();
    const changed = before.filter(({ provider, sealed }) => !sealed.equals(wanted[provider] ?? new Uint8Array()));
    for (const { provider } of changed) removeSecret.run(provider);
    const kept = new Set(before.filter((row) => !changed.includes(row)).map(({ provider }) => provider as string));
    for (const [provider, sealed] of Object.entries(wanted))
      if (!kept.has(provider)) insertSecret.run(provider, sealed);
    return changed.length > 0;
  };

  return {
    get: async () => {
      const text = select.get();
      if (text === undefined) return undefined;
      const sealed = Object.fromEntries(selectSecrets.all().map((row) => [row.provider, row.sealed]));
      return { ...(JSON.parse(text) as Omit<StoredTunnel, 'sealed'>), sealed };
    },
    set: async ({ sealed, ...settings }) => {
      const erased = await queue.write(() => {
        upsert.run(JSON.stringify(settings));
        return { value: withoutTrace(db, () => setSecrets(sealed)) };
      });
      if (erased) emptyLog(db);
    },
  };
};
