// Two admins, or the console and the CLI, change one credential at the same moment: exactly one wins, and the other one is told
// what was done. Real connections to one database, and no order between the calls but the database's own.
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Core } from '#main/application/core.ts';
import type { ConsoleMethodName, ConsoleResult } from '#shared/console-api/index.ts';
import { clockForTest, minutes } from '../clock.ts';
import { createClient } from '../http/oauth-client.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call } from './call.ts';
import { secondCore } from './second-core.ts';

let rollcall: RollcallForTest;
let cores: readonly Core[];
let tenantId: string;
beforeEach(async () => {
  rollcall = await startRollcall();
  onTestFinished(() => rollcall[Symbol.asyncDispose]());
  tenantId = rollcall.tenant.id;
  cores = [rollcall.core, secondCore(rollcall)];
});

type Call = readonly [ConsoleMethodName, object];

/** Every call through each of the two at once. */
const atOnce = (...calls: readonly Call[]): Promise<ConsoleResult<unknown>[]> =>
  Promise.all(calls.flatMap(([name, input]) => cores.map((core) => core.call(name, { tenantId, ...input }))));

const refusals = (results: readonly ConsoleResult<unknown>[]) =>
  results.flatMap((result) => (result.ok ? [] : [result.error]));

const makeToken = async (): Promise<string> =>
  (await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra' })).token.id;
const tokensNow = () => call(rollcall.core, 'tokens.list', { tenantId });
const secretsNow = async (id: string) =>
  (await call(rollcall.core, 'oauthClients.list', { tenantId })).find((client) => client.id === id)?.secrets ?? [];

describe('a token', () => {
  test('that is rotated eight times at once has one successor, and the others are told which', async () => {
    const id = await makeToken();
    const rotate: Call = ['tokens.rotate', { id }];
    const lost = refusals(await atOnce(rotate, rotate, rotate, rotate));
    expect(lost).toHaveLength(7);
    for (const { code, detail } of lost) {
      expect(code).toBe('conflict');
      expect(detail).toMatch(/^"Entra" is being replaced by "Entra 2" already, which was made at 20.*rotate again\.$/);
    }
    expect((await tokensNow()).filter(({ replacesId }) => replacesId === id)).toHaveLength(1);
    expect(rollcall.faults).toEqual([]);
  });

  test('that is revoked while it is rotated is either handed over first or told to be revoked', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await makeToken();
      const results = await atOnce(['tokens.revoke', { id }], ['tokens.rotate', { id }]);
      const lost = refusals(results);
      const successors = (await tokensNow()).filter(({ replacesId }) => replacesId === id);
      // Both revocations hold; of the two rotations at most the first one came before them.
      expect(lost.length + successors.length).toBe(2);
      for (const { code, detail } of lost) {
        expect(code).toBe('conflict');
        expect(detail).toMatch(/^"Entra" (?:was revoked at 20|is being replaced by "Entra 2" already)/);
      }
      expect((await tokensNow()).find((token) => token.id === id)?.state).toBe('revoked');
    }
  });

  test('whose limits are changed while it is rotated never hands over what it may not do any more', async () => {
    const id = await makeToken();
    // The rotation has read the token before the change, and is written after it.
    const [set, rotated] = await Promise.all([
      rollcall.core.call('tokens.set', { tenantId, id, scope: 'read' }),
      rollcall.core.call('tokens.rotate', { tenantId, id }),
    ]);
    expect(set.ok).toBe(true);
    expect(rotated).toMatchObject({
      ok: false,
      error: { code: 'conflict', detail: expect.stringContaining('changed at the same moment') },
    });
    expect((await tokensNow()).filter(({ replacesId }) => replacesId === id)).toEqual([]);
    const { token } = await call(rollcall.core, 'tokens.rotate', { tenantId, id });
    expect(token.scope).toBe('read');
  });

  test('that is revoked cannot be changed by a call that was on its way', async () => {
    const id = await makeToken();
    const [revoked, set] = await Promise.all([
      cores[0]?.call('tokens.revoke', { tenantId, id }),
      cores[0]?.call('tokens.set', { tenantId, id, label: 'Late' }),
    ]);
    expect(revoked?.ok).toBe(true);
    expect(set).toMatchObject({
      ok: false,
      error: { code: 'conflict', detail: expect.stringContaining('was revoked at') },
    });
    expect((await tokensNow()).find((token) => token.id === id)?.label).toBe('Entra');
  });
});

/** Lets something happen at the moment when the list of tokens was read the next time, and before it is acted on. */
function afterNextList({ storage: { tokens } }: RollcallForTest, happens: () => Promise<unknown>): void {
  const list = tokens.list.bind(tokens);
  tokens.list = async (id) => {
    tokens.list = list;
    const all = await list(id);
    await happens();
    return all;
  };
}

test('a profile that is switched while a token is made decides whether its secret stays sealed', async () => {
  const { core, storage } = rollcall;
  await call(core, 'tenants.setProfile', { tenantId, profile: 'simple-in-out' });
  afterNextList(rollcall, () => call(core, 'tenants.setProfile', { tenantId, profile: 'generic' }));
  const { token } = await call(core, 'tokens.create', { tenantId, label: 'Entra' });
  expect(token.revealable).toBe(false);
  expect((await storage.tokens.list(tenantId)).filter(({ sealed }) => sealed !== undefined)).toEqual([]);
});

test('a token does not retire by itself when the one that took over from it is revoked at that moment', async () => {
  const clock = clockForTest();
  await using own = await startRollcall({ clock });
  const at = { tenantId: own.tenant.id };
  const { id } = (await call(own.core, 'tokens.create', { ...at, label: 'Entra' })).token;
  const { token, secret } = await call(own.core, 'tokens.rotate', { ...at, id, retire: 'automatically' });
  await own.send('GET', '/Users?count=0', { headers: { authorization: `Bearer ${secret}` } });
  clock.pass(minutes(10));
  afterNextList(own, () => call(own.core, 'tokens.revoke', { ...at, id: token.id }));
  await own.core.housekeep();
  const states = (await call(own.core, 'tokens.list', at)).map(({ label, state }) => [label, state]);
  expect(states).toEqual(
    expect.arrayContaining([
      ['Entra', 'active'],
      ['Entra 2', 'revoked'],
    ]),
  );
  expect((await call(own.core, 'audit.list', { limit: 1 })).entries).toMatchObject([
    {
      action: 'tokens.revoke',
      actor: { kind: 'rollcall' },
      outcome: 'failed',
      detail: expect.stringContaining('"Entra" stays valid'),
    },
  ]);
});

describe('an OAuth client', () => {
  test('with one place for a secret gives it to one of eight that are added at once', async () => {
    const { clientId: id } = await createClient(rollcall);
    for (let n = 0; n < 3; n++) await call(rollcall.core, 'oauthClients.addSecret', { tenantId, id });
    const add: Call = ['oauthClients.addSecret', { id }];
    const lost = refusals(await atOnce(add, add, add, add));
    expect(lost).toHaveLength(7);
    for (const { code, detail } of lost) {
      expect([code, detail]).toEqual(['conflict', expect.stringContaining('"Entra" has 5 active secrets')]);
    }
    expect(await secretsNow(id)).toHaveLength(5);
  });

  test('that is revoked while a secret is added has none that holds', async () => {
    const { clientId: id } = await createClient(rollcall);
    const lost = refusals(await atOnce(['oauthClients.revoke', { id }], ['oauthClients.addSecret', { id }]));
    for (const { code, detail } of lost) {
      expect([code, detail]).toEqual(['conflict', expect.stringContaining('"Entra" was revoked at 20')]);
    }
    expect((await secretsNow(id)).map(({ state }) => state)).toEqual(
      Array.from({ length: 1 + 2 - lost.length }, () => 'revoked'),
    );
  });
});
