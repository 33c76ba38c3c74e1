import { evidenceKinds, type ConnectState, type EvidenceKind } from '#shared/console-api/connect.ts';
import type { ConsoleInput } from '#shared/console-api/index.ts';
import type { GroupRow } from '#shared/console-api/groups.ts';
import type { Overview } from '#shared/console-api/overview.ts';
import type { LogDetail, LogRow } from '#shared/console-api/provisioning-log.ts';
import type { ServedResourceType } from '#shared/console-api/resource-types.ts';
import type { SchemaAttribute, ServedSchema } from '#shared/console-api/schemas.ts';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import type { Token } from '#shared/console-api/tokens.ts';
import type { UserDetail, UserRow } from '#shared/console-api/users.ts';
import { enterpriseUserSchema, userSchema } from '#shared/scim/urn.ts';

export const tenant: TenantWithUrl = {
  id: 't1',
  slug: 'default',
  name: 'Northwind',
  profile: 'generic',
  compatibility: 'lenient',
  idpTenantId: null,
  provisioning: true,
  archivedAt: null,
  createdAt: '2026-11-21T08:00:00.000Z',
  tenantUrl: 'https://rollcall.example/default/scim/v2',
};

/** Person number `n`; the number is in every name, so that a test can tell them apart. */
export const person = (n: number, facts: Partial<UserRow> = {}): UserRow => ({
  id: `person-${n}`,
  displayName: `Person ${n}`,
  userName: `person${n}@northwind.example`,
  status: 'active',
  title: 'Counsel',
  department: 'Legal',
  roleId: null,
  origin: 'provisioned',
  lastChange: { action: 'update', attribute: 'title', from: 'Counsel', to: 'Team Lead', more: 0 },
  lastChangedAt: '2026-11-21T11:00:00.000Z',
  ...facts,
});

/** What users.get answers for a person. */
export const personDetail = (row: UserRow, facts: Partial<UserDetail> = {}): UserDetail => ({
  row,
  groups: [],
  notes: '',
  roleSetByHand: false,
  outsideProfile: [],
  manager: null,
  resource: {},
  ...facts,
});

export const people = (count: number): UserRow[] => Array.from({ length: count }, (_, n) => person(n));

/** What users.list answers: a page of `all`, searched by name as the server does. */
export const pageOf = (
  all: readonly UserRow[],
  { search = '', offset = 0, limit = 100 }: ConsoleInput<'users.list'>,
) => {
  const matching = all.filter(({ displayName }) => displayName.toLowerCase().includes(search.toLowerCase()));
  return { total: matching.length, of: all.length, rows: matching.slice(offset, offset + limit) };
};

export const group = (n: number, facts: Partial<GroupRow> = {}): GroupRow => ({
  id: `group-${n}`,
  displayName: `Group ${n}`,
  externalId: null,
  members: n,
  lastChangedAt: '2026-11-21T11:00:00.000Z',
  ...facts,
});

export const entry = (seq: number, facts: Partial<LogRow> = {}): LogRow => ({
  seq,
  source: 'client',
  activityDateTime: '2026-11-21T11:31:43.640Z',
  durationInMilliseconds: 4,
  method: 'PATCH',
  path: '/Users/2819c223-7f76-453a-919d-413861904646',
  status: 200,
  aborted: false,
  provisioningAction: 'update',
  resourceType: 'User',
  resourceId: '2819c223-7f76-453a-919d-413861904646',
  targetName: `Person ${seq}`,
  changedAttributes: ['title'],
  noteCount: 0,
  clientAddress: '127.0.0.1',
  detail: null,
  ...facts,
});

export const entries = (from: number, to: number): LogRow[] =>
  Array.from({ length: to - from + 1 }, (_, n) => entry(from + n));

export const entryDetail = (row: LogRow, facts: Partial<LogDetail> = {}): LogDetail => ({
  ...row,
  scimType: null,
  notes: [],
  tokenLabel: 'Entra production',
  authentication: null,
  userAgent: null,
  modifiedProperties: [{ displayName: 'title', oldValue: 'Counsel', newValue: 'Team Lead' }],
  requestBody: '{"Operations":[{"op":"replace"}]}',
  responseBody: null,
  responseBytes: 0,
  ...facts,
});

export const token = (label: string, facts: Partial<Token> = {}): Token => ({
  id: `token-${label}`,
  label,
  hint: 'ekYI',
  state: 'active',
  scope: 'read-write',
  networks: [],
  userId: null,
  use: null,
  replacesId: null,
  handover: null,
  revealable: false,
  createdAt: '2026-11-21T08:00:00.000Z',
  lastUsedAt: null,
  expiresAt: null,
  revokedAt: null,
  ...facts,
});

/** An attribute with the defaults of RFC 7643 §2.2. */
export const attribute = (name: string, facts: Partial<SchemaAttribute> = {}): SchemaAttribute => ({
  name,
  type: 'string',
  multiValued: false,
  description: '',
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...facts,
});

export const northwindUri = 'urn:ietf:params:scim:schemas:extension:Northwind:2.0:User';

/** A schema the tenant declared itself, used by nothing. */
export const ownSchema = (facts: Partial<ServedSchema['schema']> = {}, usedBy: ServedSchema['usedBy'] = []) =>
  ({
    origin: 'custom',
    usedBy,
    schema: { id: northwindUri, name: 'Northwind', description: '', attributes: [attribute('badge')], ...facts },
  }) satisfies ServedSchema;

export const builtInSchemas: readonly ServedSchema[] = [
  {
    origin: 'built-in',
    usedBy: [{ resourceType: 'User', as: 'core', required: true }],
    schema: {
      id: userSchema,
      name: 'User',
      description: 'User Account',
      attributes: [
        attribute('userName', { required: true, uniqueness: 'server' }),
        attribute('emails', {
          type: 'complex',
          multiValued: true,
          subAttributes: [attribute('value'), attribute('type', { canonicalValues: ['work', 'home'] })],
        }),
        attribute('password', { mutability: 'writeOnly', returned: 'never' }),
      ],
    },
  },
  {
    origin: 'built-in',
    usedBy: [{ resourceType: 'User', as: 'extension', required: false }],
    schema: {
      id: enterpriseUserSchema,
      name: 'EnterpriseUser',
      description: '',
      attributes: [attribute('costCenter')],
    },
  },
];

/** The User resource type, with these schemas as extensions beside Enterprise User. */
export const userType = (...own: readonly string[]): ServedResourceType => ({
  origin: 'built-in',
  name: 'User',
  endpoint: '/Users',
  description: 'User Account',
  schema: userSchema,
  schemaExtensions: [
    { schema: enterpriseUserSchema, required: false, origin: 'built-in' },
    ...own.map((schema) => ({ schema, required: false, origin: 'custom' as const })),
  ],
  resources: 12,
});

export const deviceType = (resources: number): ServedResourceType => ({
  origin: 'custom',
  name: 'Device',
  endpoint: '/Devices',
  description: '',
  schema: 'urn:example:Device',
  schemaExtensions: [],
  resources,
});

export const overview = (facts: Partial<Overview> = {}): Overview => ({
  people: { users: 0, active: 0, disabled: 0, groups: 0 },
  lastRequest: null,
  activeTokens: 0,
  reminders: [],
  requests: Array.from({ length: 48 }, (_, n) => ({
    start: new Date(Date.UTC(2026, 10, 20, 12, n * 30)).toISOString(),
    succeeded: 0,
    failed: 0,
  })),
  ...facts,
});

/** Nobody here, and nothing seen but these; their entries are numbered from 100 in the order of the kinds. */
export const connectState = (seen: readonly EvidenceKind[] = [], facts: Partial<ConnectState> = {}): ConnectState => ({
  evidence: Object.fromEntries(
    evidenceKinds.map((kind, at) => [
      kind,
      seen.includes(kind)
        ? { at: '2026-11-21T12:00:00.000Z', logSeq: kind === 'tokenCreated' ? null : at + 100 }
        : null,
    ]),
  ) as ConnectState['evidence'],
  users: { total: 0, attributes: [] },
  groups: { total: 0, attributes: [] },
  ...facts,
});
