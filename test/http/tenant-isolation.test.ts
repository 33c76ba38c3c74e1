// Every SCIM route is called with every method for one tenant with the ids of another, and with the token of another: nothing
// leaks and nothing changes. The routes are those the listener registers, so that a new one cannot be left out.
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Core } from '#main/application/core.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { tenantPath } from '#shared/scim/tenant-path.ts';
import { bulkRequestMessage, patchOpMessage, searchRequestMessage } from '#shared/scim/urn.ts';
import { marksIn, rowsOfTenant, startTwoTenants, type Furnished, type TwoTenants } from '../two-tenants.ts';

interface Route {
  readonly method: string;
  /** Below the Tenant URL's slug: `/scim/v2/:endpoint/:id`. */
  readonly url: string;
}

type RegisterRoutes = (app: FastifyInstance, part: unknown) => void;

/** All routes of all files in http/routes, as the router is given them. */
async function routesOf(core: Core): Promise<readonly Route[]> {
  const folder = join(import.meta.dirname, '../../src-main/http/routes');
  const parts = new Map<string, unknown>([
    ['discoveryRoutes', core.scim.discovery],
    ['oauthRoutes', core],
  ]);
  const app = Fastify();
  const routes: Route[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url: url.replace(/^\/:tenant/, '') });
  });
  for (const file of readdirSync(folder).filter((name) => name !== 'route.ts')) {
    const module = (await import(join(folder, file))) as Record<string, RegisterRoutes>;
    const register = Object.entries(module).filter(([name]) => name.endsWith('Routes'));
    if (register.length === 0) throw new Error(`${file} has no function …Routes(app, scim) that registers its routes`);
    for (const [name, registerRoutes] of register) {
      registerRoutes(app, parts.get(name) ?? core.scim);
    }
  }
  return routes;
}

/** What to put for the parameters of a route. */
const filled = (
  url: string,
  { userId, groupId, badgeId, endpoint, typeName, schemaId, reportId }: Furnished,
): readonly string[] => {
  if (url.includes('/ResourceTypes/:id')) return [url.replace(':id', typeName)];
  if (url.includes('/Schemas/:id')) return [url.replace(':id', schemaId)];
  const resources = [
    ['Users', userId],
    ['Users', reportId],
    ['Groups', groupId],
    [endpoint.slice(1), badgeId],
  ] as const;
  const paths = resources.map(([type, id]) => url.replace(':endpoint', type).replace(':id', id));
  return [...new Set(paths)];
};

const withBody = ['POST', 'PUT', 'PATCH'];

let created = 0;

/** Bodies that aim at what is theirs, by where they are sent. */
function bodiesFor(
  method: string,
  url: string,
  { userId, groupId, badgeId, endpoint, word }: Furnished,
): readonly unknown[] {
  created += 1;
  const own = { userName: `mine-${created}`, displayName: `mine ${created}`, externalId: `mine-${created}` };
  if (method === 'PATCH') {
    return [
      { schemas: [patchOpMessage], Operations: [{ op: 'replace', path: 'displayName', value: 'Taken over' }] },
      { schemas: [patchOpMessage], Operations: [{ op: 'remove', path: 'members' }] },
    ];
  }
  if (url.endsWith('/Bulk')) {
    const paths = [`/Users/${userId}`, `/Groups/${groupId}`, `${endpoint}/${badgeId}`];
    const data = { Operations: [{ op: 'replace', path: 'displayName', value: 'Taken over' }] };
    const Operations = paths.flatMap((path) => [
      { method: 'PATCH', path, data },
      { method: 'PUT', path, data: own },
      { method: 'DELETE', path },
    ]);
    return [{ schemas: [bulkRequestMessage], Operations }];
  }
  if (url.endsWith('.search')) {
    const filters = [`displayName co "${word}"`, `id eq "${userId}"`, `id eq "${groupId}"`];
    return filters.map((filter) => ({ schemas: [searchRequestMessage], filter }));
  }
  return method === 'POST' || method === 'PUT' ? [own] : [undefined];
}

const queriesFor = (url: string, { word, userId, cursor }: Furnished): readonly string[] =>
  url.endsWith(':endpoint') || url.endsWith('/')
    ? ['', `?filter=displayName co "${word}"`, `?filter=id eq "${userId}"`, `?cursor=${cursor}&count=1`]
    : [''];

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** What stands in an answer of theirs. What was sent is repeated in a refusal, which gives nothing away. */
function leaksIn(theirs: Furnished, { status, text }: Answer, path: string, body: unknown): readonly string[] {
  // Each operation of a bulk request has an answer of its own, whatever the status of the whole.
  if (status < 400 && !path.endsWith('/Bulk')) return marksIn(text, theirs);
  const sent = [...path.split(/[/?]/), ...(JSON.stringify(body ?? '').match(/[\w:.-]+/g) ?? [])];
  const rest = sent
    .filter((part) => part.length > 2)
    .toSorted((left, right) => right.length - left.length)
    .reduce((left, part) => left.replaceAll(part.toLowerCase(), ''), text.toLowerCase());
  return marksIn(rest, theirs);
}

const isResource = (url: string): boolean => url.endsWith('/:endpoint/:id');

describe('isolation of tenants over HTTP', () => {
  let two: TwoTenants;
  let routes: readonly Route[];
  let requests = 0;
  beforeAll(async () => {
    two = await startTwoTenants();
    routes = await routesOf(two.rollcall.core);
  });
  afterAll(async () => {
    console.log(`Isolation: ${routes.length} SCIM routes, ${requests} requests.`);
    await two[Symbol.asyncDispose]();
  });

  const send = async (
    method: string,
    slug: string,
    path: string,
    { secret, body }: { secret?: string; body?: unknown },
  ): Promise<Answer> => {
    requests += 1;
    const request = httpRequest(`${two.rollcall.url}/${slug}${encodeURI(path)}`, {
      method,
      headers: {
        ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
      },
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return { status: response.statusCode ?? 0, text: await textOf(response) };
  };

  const targets = (): readonly (Route & { readonly path: string })[] =>
    routes.flatMap((route) => filled(route.url, two.theirs).map((path) => ({ ...route, path })));

  test('mine answers with nothing of theirs, whatever of theirs it is asked for', async () => {
    const { rollcall, mine, theirs } = two;
    const before = await rowsOfTenant(rollcall, theirs);
    for (const { method, url, path } of targets()) {
      for (const query of method === 'GET' ? queriesFor(url, theirs) : ['']) {
        for (const body of bodiesFor(method, url, theirs)) {
          const sent = withBody.includes(method) ? body : undefined;
          const answer = await send(method, mine.tenant.slug, path + query, { secret: mine.secret, body: sent });
          const leaks = leaksIn(theirs, answer, path + query, sent);
          const isTaken = isResource(url) && answer.status < 400;
          const wrong = { leaks, isTaken, failed: answer.status === 500 };
          expect({ method, path, query, ...wrong }).toEqual({
            method,
            path,
            query,
            leaks: [],
            isTaken: false,
            failed: false,
          });
        }
      }
    }
    expect(await rowsOfTenant(rollcall, theirs)).toEqual(before);
    expect(rollcall.faults).toEqual([]);
  });

  test('each id of theirs is not found in mine, with every method a resource has', async () => {
    const { mine, theirs } = two;
    const patch = { schemas: [patchOpMessage], Operations: [{ op: 'replace', path: 'displayName', value: 'x' }] };
    const own = { userName: 'nobody', displayName: 'nobody', externalId: 'nobody' };
    for (const path of [`/Users/${theirs.userId}`, `/Groups/${theirs.groupId}`]) {
      const statuses = [
        await mine.send('GET', path),
        await mine.send('PUT', path, own),
        await mine.send('PATCH', path, patch),
        await mine.send('DELETE', path),
      ].map(({ status }) => status);
      expect(statuses).toEqual([404, 404, 404, 404]);
    }
  });

  test('a token of the other tenant, and none, is refused on every route with every method', async () => {
    const { rollcall, mine, theirs } = two;
    // Refused requests are in the log of the tenant they were sent to.
    const logged = ['log_entries', 'log_bodies', 'request_buckets'];
    const before = await rowsOfTenant(rollcall, theirs, logged);
    for (const { method, path } of targets()) {
      const body = withBody.includes(method) ? { displayName: 'Taken over' } : undefined;
      for (const [slug, secret] of [
        [theirs.tenant.slug, mine.secret],
        [mine.tenant.slug, theirs.secret],
        [theirs.tenant.slug, undefined],
      ] as const) {
        const answer = await send(method, slug, path, { body, ...(secret === undefined ? {} : { secret }) });
        // After many failures of one address they are answered with 429, still before anything was looked at.
        const refused = [401, 429].includes(answer.status);
        const leaks = leaksIn(theirs, answer, path, body);
        expect({ method, path, refused, leaks }).toEqual({ method, path, refused: true, leaks: [] });
      }
    }
    expect(await rowsOfTenant(rollcall, theirs, logged)).toEqual(before);
  });

  test('what is unique in theirs is free in mine', async () => {
    const { mine, theirs } = two;
    const twin = { userName: `ada@${theirs.word}.test`, displayName: 'Twin', externalId: `${theirs.word}-ada` };
    expect(await mine.send('POST', '/Users', twin)).toMatchObject({ status: 201 });
    const group = { displayName: `${theirs.word} group` };
    expect(await mine.send('POST', '/Groups', group)).toMatchObject({ status: 201 });
  });

  test('a person of theirs whom mine names by id is nobody here, and is told nothing of it there', async () => {
    const { rollcall, mine, theirs } = two;
    const group = await mine.send('GET', `/Groups/${mine.groupId}`);
    const members = group.json['members'] as readonly JsonObject[];
    expect(members).toContainEqual({ value: theirs.userId });
    const person = await theirs.send('GET', `/Users/${theirs.userId}`);
    expect(person.json['groups']).toEqual([expect.objectContaining({ value: theirs.groupId })]);
    // A manager of theirs has no name in mine, neither in the answer nor in the console.
    const report = await rollcall.core.call('users.get', { tenantId: mine.tenant.id, id: mine.reportId });
    expect(report).toMatchObject({ ok: true, value: { manager: { id: theirs.userId, displayName: null } } });
  });

  test('/Me with a token of mine that names a person of theirs is nobody', async () => {
    const { rollcall, mine, theirs } = two;
    const { secret } = await rollcall.addToken(mine.tenant.id, { userId: theirs.userId });
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const body = withBody.includes(method) ? { displayName: 'Taken over' } : undefined;
      const answer = await send(method, mine.tenant.slug, '/scim/v2/Me', { secret, body });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(leaksIn(theirs, answer, theirs.userId, body)).toEqual([]);
    }
    expect((await theirs.send('GET', `/Users/${theirs.userId}`)).status).toBe(200);
  });

  test('a cursor of theirs leads nowhere in mine', async () => {
    const { mine, theirs } = two;
    expect(theirs.cursor).toBeTypeOf('string');
    const { status, json } = await mine.send('GET', `/Users?cursor=${theirs.cursor}&count=1`);
    expect(status).toBe(400);
    expect(json['scimType']).toBe('invalidCursor');
  });

  test('deleting the person in theirs leaves the group of mine as it is', async () => {
    const { rollcall, mine, theirs } = two;
    const before = await rowsOfTenant(rollcall, mine);
    expect((await theirs.send('DELETE', `/Users/${theirs.userId}`)).status).toBe(204);
    expect(await rowsOfTenant(rollcall, mine)).toEqual(before);
  });

  test('every route belongs to a tenant, and none was left out', () => {
    const paths = new Set(routes.map(({ url }) => url.replace(/^\/scim(\/v2)?/, '')));
    for (const path of [
      '/',
      '/:endpoint',
      '/:endpoint/:id',
      '/.search',
      '/:endpoint/.search',
      '/Bulk',
      '/Me',
      '/Schemas',
    ]) {
      expect(paths).toContain(path);
    }
    expect(routes.filter(({ url }) => !url.startsWith(tenantPath('').slice(1).replace(/\/v2$/, '')))).toEqual([]);
  });
});
