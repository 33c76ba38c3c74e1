import type { Database } from 'better-sqlite3';
import type { SecretContext } from '../../application/ports/secret-vault.ts';
import type { StoredVault, VaultStore } from '../../application/ports/vault-store.ts';
import { emptyLog, withoutTrace } from './without-trace.ts';
import type { WriteQueue } from './write-queue.ts';

interface VaultRow {
  readonly id: string;
  readonly protection: StoredVault['protection'];
  readonly wrapped: Buffer | null;
}

interface SampleRow {
  readonly id: string;
  readonly tenantId: string;
  readonly sealed: Buffer;
}

/** More than one, because one of them may be damaged. */
const samples = 3;

const stored = ({ wrapped, ...vault }: VaultRow): StoredVault => ({
  ...vault,
  ...(wrapped === null ? {} : { wrapped }),
});

/** One row, changed only by who knows what it was. */
export const createVaultStore = <Entry>(db: Database, queue: WriteQueue<Entry>): VaultStore => {
  const select = db.prepare<[], VaultRow>('SELECT id, protection, wrapped FROM vaults');
  const replace = db.prepare<[string, Uint8Array | null, string, Uint8Array | null]>(
    'UPDATE vaults SET protection = ?, wrapped = ? WHERE protection = ? AND wrapped IS ?',
  );
  const countSealed = db.prepare<[], number>('SELECT count(*) FROM tokens WHERE sealed IS NOT NULL').pluck();
  const countTunnelSecrets = db.prepare<[], number>('SELECT count(*) FROM tunnel_secrets').pluck();
  const recoveryKey = db.prepare<[], { sealed: number; wrapped: number }>(
    'SELECT sealed IS NOT NULL AS sealed, wrapped IS NOT NULL AS wrapped FROM recovery_keys',
  );
  const sealedOfTokens = db.prepare<[], SampleRow>(
    `SELECT k.id, t.id AS tenantId, k.sealed FROM tokens k JOIN tenants t ON t.key = k.tenant
     WHERE k.sealed IS NOT NULL LIMIT ${samples}`,
  );
  const sealedRecoveryKey = db.prepare<[], SampleRow>(
    "SELECT id, '' AS tenantId, sealed FROM recovery_keys WHERE sealed IS NOT NULL",
  );
  const sampleOf =
    (table: SecretContext['table']) =>
    ({ sealed, tenantId, id }: SampleRow) => ({
      sealed,
      context: { table, tenantId, id, purpose: 'secret' } satisfies SecretContext,
    });

  return {
    read: () => {
      const row = select.get();
      if (row === undefined) throw new Error('The database has no vault');
      return stored(row);
    },
    replace: async (before, after) => {
      const replaced = await queue.write(() => {
        const { changes } = withoutTrace(db, () =>
          replace.run(after.protection, after.wrapped ?? null, before.protection, before.wrapped ?? null),
        );
        return { value: changes > 0 };
      });
      if (replaced) emptyLog(db);
      return replaced;
    },
    sealedTokens: () => countSealed.get() ?? 0,
    sealedTunnelSecrets: () => countTunnelSecrets.get() ?? 0,
    servesRecoveryKey: () => {
      const { sealed, wrapped } = recoveryKey.get() ?? { sealed: 0, wrapped: 0 };
      return { sealed: sealed === 1, wrapped: wrapped === 1 };
    },
    sealedSamples: () => [
      ...sealedOfTokens.all().map(sampleOf('tokens')),
      ...sealedRecoveryKey.all().map(sampleOf('recovery_keys')),
    ],
  };
};
