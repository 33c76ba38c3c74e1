// A tenant with a profile of its choice in a Rollcall for a test, and the rows of attribute tables as values to send. Paths
// are read here with an expression of their own, so that the engine's reading of them is tested and not repeated.
import type { LogEntry } from '#main/application/ports/provisioning-log-store.ts';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { enterpriseUserSchema, groupSchema, userSchema } from '#shared/scim/urn.ts';
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { ProfileAttribute } from '#shared/tenant-profiles/index.ts';
import { newTenant } from '../new-tenant.ts';
import type { RollcallForTest, ScimAnswer } from '../rollcall.ts';
import { wholeLog } from '../whole-log.ts';

export interface ProfileTenant {
  readonly tenant: Tenant;
  /** `path` is below the Tenant URL. */
  readonly send: (method: string, path: string, body?: unknown) => Promise<ScimAnswer>;
  /** The entry of the newest request, once all that was answered is logged. */
  readonly lastLogged: () => Promise<LogEntry>;
  /** What that entry says beside what was sent and answered. */
  readonly notes: () => Promise<readonly string[]>;
}

let tenants = 0;

/** A new tenant with these facts, and a token for it. */
export async function openProfileTenant(rollcall: RollcallForTest, facts: Partial<Tenant>): Promise<ProfileTenant> {
  tenants += 1;
  const { secrets, clock, log, tenants: store } = rollcall.ports;
  const name = `Tenant ${tenants}`;
  const tenant = newTenant({ id: secrets.uuid(), slug: `tenant-${tenants}`, name, createdAt: clock.now(), ...facts });
  await store.create(tenant);
  const { secret } = await rollcall.addToken(tenant.id);
  const lastLogged = async (): Promise<LogEntry> => {
    await rollcall.logged();
    const { entries } = await log.list(wholeLog(tenant.id, { limit: 1 }));
    const [entry] = entries;
    if (entry === undefined) throw new Error('Nothing was logged');
    return entry;
  };
  return {
    tenant,
    send: async (method, path, body) => {
      const response = await fetch(`${rollcall.url}/${tenant.slug}/scim/v2${path}`, {
        method,
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/scim+json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = text === '' ? {} : (JSON.parse(text) as JsonObject);
      return { status: response.status, headers: response.headers, text, json };
    },
    lastLogged,
    notes: async () => (await lastLogged()).notes,
  };
}

interface Place {
  readonly urn: string | undefined;
  readonly attribute: string;
  readonly type: string | undefined;
  readonly sub: string | undefined;
}

/** `urn:…:User:department`, `phoneNumbers[type eq "work"].value`, `name.givenName`. */
export function placeOf(path: string): Place {
  const parts = /^(?:(urn:.+):)?(\w+)(?:\[type eq "(\w+)"\])?(?:\.(\w+))?$/.exec(path);
  if (parts === null) throw new Error(`${path} is no path of an attribute table`);
  const [, urn, attribute = '', type, sub] = parts;
  return { urn, attribute, type, sub };
}

/** The resource with the value at the row's place. */
export function withValue(resource: JsonObject, path: string, value: JsonValue): JsonObject {
  const { urn, attribute, type, sub } = placeOf(path);
  if (urn !== undefined) {
    const holder = (resource[urn] ?? {}) as JsonObject;
    const schemas = resource['schemas'] as readonly string[];
    return { ...resource, schemas: [...new Set([...schemas, urn])], [urn]: { ...holder, [attribute]: value } };
  }
  if (type !== undefined && sub !== undefined) {
    const elements = (resource[attribute] ?? []) as readonly JsonObject[];
    const own = elements.find((element) => element['type'] === type) ?? { type };
    return { ...resource, [attribute]: [...elements.filter((other) => other !== own), { ...own, [sub]: value }] };
  }
  if (sub === undefined) return { ...resource, [attribute]: value };
  return { ...resource, [attribute]: { ...(resource[attribute] as JsonObject | undefined), [sub]: value } };
}

/** The resource without what is at the row's place. */
export function withoutValue(resource: JsonObject, path: string): JsonObject {
  const { attribute, sub, type } = placeOf(path);
  const { [attribute]: held, ...rest } = resource;
  if (sub === undefined || type !== undefined || held === undefined) return rest;
  const { [sub]: _taken, ...parts } = held as JsonObject;
  return { ...rest, [attribute]: parts };
}

/** What a client reads at the row's place. */
export function valueAt(resource: JsonObject, path: string): JsonValue | undefined {
  const { urn, attribute, type, sub } = placeOf(path);
  const held = urn === undefined ? resource[attribute] : (resource[urn] as JsonObject | undefined)?.[attribute];
  if (sub === undefined) return held;
  const holder =
    type === undefined ? held : (held as readonly JsonObject[] | undefined)?.find((one) => one['type'] === type);
  return (holder as JsonObject | undefined)?.[sub];
}

let values = 0;

/** A value for the row that nothing else has. */
export function valueFor({ type }: ProfileAttribute): JsonValue {
  values += 1;
  return type === 'Boolean' ? false : `value ${values}`;
}

/** As little as a client may send: what the rows require, and what RFC 7643 does. */
export function smallest(rows: readonly ProfileAttribute[], kind: 'users' | 'groups'): JsonObject {
  const named = kind === 'users' ? 'userName' : 'displayName';
  const start: JsonObject = { schemas: [kind === 'users' ? userSchema : groupSchema] };
  const first = withValue(start, named, `name ${(values += 1)}`);
  return rows
    .filter(({ required, path }) => required && path !== named)
    .reduce((resource, row) => withValue(resource, row.path, valueFor(row)), first);
}

/** A filter for one value of the row, as RFC 7644 writes it. */
export function filterFor({ path, type }: ProfileAttribute, value: JsonValue): string {
  const { attribute, type: of, sub } = placeOf(path);
  const literal = JSON.stringify(value);
  if (of !== undefined) return `${attribute}[type eq "${of}" and ${sub ?? 'value'} eq ${literal}]`;
  return `${path}${type === 'Reference' ? '.value' : ''} eq ${literal}`;
}

/** What an error or a note calls the row: an extension's attribute without its URI. */
export const shortPath = (path: string): string => path.replace(`${enterpriseUserSchema}:`, '');
