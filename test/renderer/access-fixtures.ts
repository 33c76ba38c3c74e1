// Single sign-on, recovery key, vault and audit log as a fake console answers them.
import type { AuditEntry } from '#shared/console-api/audit.ts';
import type { RecoveryKeyState } from '#shared/console-api/recovery-key.ts';
import type { Identity } from '#shared/console-api/session.ts';
import type { SsoState } from '#shared/console-api/sso.ts';
import type { VaultState } from '#shared/console-api/vault.ts';

export const ssoState = (facts: Partial<SsoState> = {}): SsoState => ({
  state: 'off',
  provider: null,
  directoryTenantId: null,
  administratorAppRole: null,
  personAppRole: null,
  administrators: [],
  redirectUri: 'http://localhost/cb',
  testedAt: null,
  testedBy: null,
  enforcedAt: null,
  ...facts,
});

export const entraTenantId = '11111111-2222-4333-8444-555555555555';

export const enforced = (): SsoState =>
  ssoState({
    state: 'enforced',
    provider: { kind: 'entra', entraTenantId, clientId: '99999999-2222-4333-8444-555555555555' },
    directoryTenantId: 't1',
    administratorAppRole: 'Rollcall.Admin',
    personAppRole: 'Rollcall.User',
    administrators: [
      {
        issuer: 'https://login.example',
        subject: 'oid-ada',
        name: 'Ada Lovelace',
        addedAt: '2026-11-21T11:00:00.000Z',
      },
    ],
    testedAt: '2026-11-21T11:00:00.000Z',
    testedBy: 'Ada Lovelace',
    enforcedAt: '2026-11-21T11:01:00.000Z',
  });

export const identity = (facts: Partial<Identity> = {}): Identity => ({
  issuer: 'https://login.example',
  subject: 'oid-ada',
  entraTenantId,
  name: 'Ada Lovelace',
  userName: 'ada@northwind.example',
  appRoles: ['Rollcall.Admin'],
  ...facts,
});

export const recoveryKeyState = (facts: Partial<RecoveryKeyState> = {}): RecoveryKeyState => ({
  exists: true,
  createdAt: '2026-11-20T11:00:00.000Z',
  revealable: false,
  drilledAt: null,
  drillDue: false,
  pausedUntil: null,
  ...facts,
});

export const vaultState = (facts: Partial<VaultState> = {}): VaultState => ({
  protection: 'key-file',
  state: 'open',
  keyFile: '/home/ada/.local/state/rollcall/keys/1.key',
  keychain: null,
  lostBecause: null,
  sealedSecrets: 2,
  recoverable: true,
  choices: [
    { protection: 'key-file', obstacle: null },
    { protection: 'safe-storage', obstacle: 'This is no desktop: there is no keychain.' },
    { protection: 'passphrase', obstacle: null },
  ],
  ...facts,
});

export const auditEntry = (seq: number, facts: Partial<AuditEntry> = {}): AuditEntry => ({
  seq,
  at: '2026-11-21T11:00:00.000Z',
  actor: { kind: 'local', name: '', subject: null },
  via: 'browser',
  action: 'tokens.create',
  tenantId: 't1',
  target: `Token ${seq}`,
  outcome: 'done',
  before: null,
  after: { label: `Token ${seq}` },
  detail: null,
  hash: 'ab'.repeat(32),
  ...facts,
});
