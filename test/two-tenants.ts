// Two tenants side by side in one Rollcall, both with something of everything, and each with a word of its own in every
// value: what one tenant's answers hold of the other's word has leaked.
import Database from 'better-sqlite3';
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { tenantPath } from '#shared/scim/tenant-path.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import { call } from './console/call.ts';
import { startRollcall, type RollcallForTest } from './rollcall.ts';

export interface Furnished {
  readonly tenant: Tenant;
  /** Stands in every value of the tenant. */
  readonly word: string;
  readonly secret: string;
  readonly tokenId: string;
  readonly clientId: string;
  readonly clientSecretId: string;
  /** The other tenant's group names this person as a member, and its person has them for a manager. */
  readonly userId: string;
  readonly reportId: string;
  readonly groupId: string;
  readonly badgeId: string;
  readonly roleId: string;
  readonly spareRoleId: string;
  readonly schemaId: string;
  /** A resource type of its own, with its endpoint. */
  readonly typeName: string;
  readonly endpoint: string;
  /** Of the request that created the person. */
  readonly logSeq: number;
  readonly cursor: string;
  readonly send: (method: string, path: string, body?: unknown) => Promise<{ status: number; json: JsonObject }>;
}

export interface TwoTenants extends AsyncDisposable {
  readonly rollcall: RollcallForTest;
  readonly mine: Furnished;
  readonly theirs: Furnished;
}

async function furnish(rollcall: RollcallForTest, tenant: Tenant, word: string): Promise<Furnished> {
  const { core } = rollcall;
  const tenantId = tenant.id;
  const capital = word.charAt(0).toUpperCase() + word.slice(1);
  // Secrets can be revealed again with this profile: where there is nothing to reveal, nothing could leak.
  await call(core, 'tenants.setProfile', { tenantId, profile: 'simple-in-out' });
  await call(core, 'tenants.set', { tenantId, name: `${word} Ltd`, idpTenantId: `${word}.example` });
  const { secret, token } = await call(core, 'tokens.create', { tenantId, label: `${word} token` });
  const { client } = await call(core, 'oauthClients.create', { tenantId, label: `${word} client` });
  const deskRole = (desk: string) => call(core, 'roles.create', { tenantId, name: `${word} ${desk} desk` });
  const { id: roleId } = await deskRole('front');
  const { id: spareRoleId } = await deskRole('back');
  const schemaId = `urn:${word}:Badge`;
  const typeName = `${capital}Badge`;
  const endpoint = `/${capital}Badges`;
  const attributes = [{ name: 'displayName', type: 'string' }];
  await call(core, 'schemas.save', { tenantId, schema: { id: schemaId, name: typeName, attributes } });
  await call(core, 'resourceTypes.save', { tenantId, resourceType: { name: typeName, endpoint, schema: schemaId } });

  const send: Furnished['send'] = async (method, path, body) => {
    const response = await fetch(`${rollcall.url}${tenantPath(tenant.slug)}${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/scim+json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? {} : (JSON.parse(text) as JsonObject) };
  };
  const created = async (path: string, body: unknown): Promise<string> => {
    const { status, json } = await send('POST', path, body);
    if (status !== 201) throw new Error(`${path} answered ${status}: ${JSON.stringify(json)}`);
    return json['id'] as string;
  };
  const person = (name: string, more: object = {}) => ({
    userName: `${name}@${word}.test`,
    displayName: `${name} of ${word}`,
    externalId: `${word}-${name}`,
    title: `${word} title`,
    emails: [{ type: 'work', value: `${name}@${word}.test` }],
    ...more,
  });
  const userId = await created('/Users', person('ada'));
  const manager = { [enterpriseUserSchema]: { manager: { value: userId }, department: `${word} department` } };
  const reportId = await created('/Users', person('bob', manager));
  const groupId = await created('/Groups', { displayName: `${word} group`, members: [{ value: userId }] });
  const badgeId = await created(endpoint, { schemas: [schemaId], displayName: `${word} badge` });
  await call(core, 'users.set', { tenantId, id: userId, roleId, notes: `${word} notes` });
  const page = await send('GET', '/Users?count=1&cursor');
  await rollcall.logged();
  const { entries } = await call(core, 'provisioningLog.list', { tenantId, resourceId: userId });
  const logSeq = entries[0]?.seq;
  if (logSeq === undefined) throw new Error('The person was created without an entry in the log');
  return {
    tenant,
    word,
    secret,
    tokenId: token.id,
    clientId: client.id,
    clientSecretId: client.secrets[0]?.id ?? '',
    userId,
    reportId,
    groupId,
    badgeId,
    roleId,
    spareRoleId,
    schemaId,
    typeName,
    endpoint,
    logSeq,
    cursor: page.json['nextCursor'] as string,
    send,
  };
}

/** Mine names a person of theirs: as an id that means nobody here. */
async function nameTheirs(mine: Furnished, theirs: Furnished): Promise<void> {
  const add = { op: 'add', path: 'members', value: [{ value: theirs.userId }] };
  const manage = { op: 'replace', path: `${enterpriseUserSchema}:manager`, value: { value: theirs.userId } };
  await mine.send('PATCH', `/Groups/${mine.groupId}`, { Operations: [add] });
  await mine.send('PATCH', `/Users/${mine.reportId}`, { Operations: [manage] });
}

export async function startTwoTenants(): Promise<TwoTenants> {
  const rollcall = await startRollcall();
  const theirs = await furnish(rollcall, await rollcall.addTenant('zyzzyva'), 'zyzzyva');
  const mine = await furnish(rollcall, rollcall.tenant, 'acme');
  await nameTheirs(mine, theirs);
  await rollcall.logged();
  return { rollcall, mine, theirs, [Symbol.asyncDispose]: () => rollcall[Symbol.asyncDispose]() };
}

/** What must be in no answer to anybody else; the id of the person whom the other tenant names is known there. */
const marksOf = ({ tenant, word, secret, tokenId, clientId, clientSecretId, ...ids }: Furnished): readonly string[] => [
  word,
  tenant.id,
  secret,
  tokenId,
  clientId,
  clientSecretId,
  ids.reportId,
  ids.groupId,
  ids.badgeId,
  ids.roleId,
  ids.spareRoleId,
];

/** Those that stand in a text, in any case. */
export const marksIn = (text: string, tenant: Furnished): readonly string[] => {
  const folded = text.toLowerCase();
  return marksOf(tenant).filter((mark) => folded.includes(mark.toLowerCase()));
};

interface ForeignKey {
  readonly table: string;
  readonly from: string;
}

/** A condition on the table that holds for the rows of one tenant; undefined for a table that is about none. */
function ownedBy(db: Database.Database, table: string): string | undefined {
  if (table === 'tenants') return 'key = :tenant';
  for (const { table: parent, from } of db.pragma(`foreign_key_list(${table})`) as ForeignKey[]) {
    const condition = ownedBy(db, parent);
    const primary = (db.pragma(`table_info(${parent})`) as { name: string; pk: number }[]).find(({ pk }) => pk === 1);
    // A reference that may be NULL says nothing about rows that have none.
    const column = (db.pragma(`table_info(${table})`) as { name: string; notnull: number; pk: number }[]).find(
      ({ name }) => name === from,
    );
    if (condition === undefined || primary === undefined || (column?.notnull === 0 && column.pk === 0)) continue;
    return `${from} IN (SELECT ${primary.name} FROM ${parent} WHERE ${condition})`;
  }
  return undefined;
}

/** Every row of the tenant in every table, as text; `except` names tables that are left out. */
export async function rowsOfTenant(
  { databaseFile, logged }: Pick<RollcallForTest, 'databaseFile' | 'logged'>,
  { tenant }: Furnished,
  except: readonly string[] = [],
): Promise<Readonly<Record<string, readonly string[]>>> {
  await logged();
  const db = new Database(databaseFile, { readonly: true });
  try {
    const key = db.prepare('SELECT key FROM tenants WHERE id = ?').pluck().get(tenant.id);
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
    const owned = tables.flatMap((table) => {
      const condition = except.includes(table) ? undefined : ownedBy(db, table);
      if (condition === undefined) return [];
      const rows = db.prepare(`SELECT * FROM ${table} WHERE ${condition}`).all({ tenant: key });
      return [[table, rows.map((row) => JSON.stringify(row))] as const];
    });
    return Object.fromEntries(owned);
  } finally {
    db.close();
  }
}
