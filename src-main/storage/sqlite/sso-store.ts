import type { Database } from 'better-sqlite3';
import type { SsoSettings, SsoStore } from '../../application/ports/sso-store.ts';
import type { WriteQueue } from './write-queue.ts';

/** One row for the whole installation. */
export const createSsoStore = <Entry>(db: Database, queue: WriteQueue<Entry>): SsoStore => {
  const select = db.prepare<[], string>('SELECT settings FROM single_sign_on').pluck();
  const upsert = db.prepare<[string]>(
    'INSERT INTO single_sign_on (key, settings) VALUES (1, ?) ON CONFLICT (key) DO UPDATE SET settings = excluded.settings',
  );
  const read = (): SsoSettings | undefined => {
    const text = select.get();
    return text === undefined ? undefined : (JSON.parse(text) as SsoSettings);
  };

  return {
    get: async () => read(),
    update: (change) =>
      queue.write(() => {
        const settings = change(read());
        upsert.run(JSON.stringify(settings));
        return { value: settings };
      }),
  };
};
