// The recovery key: made, shown as the directory tenant's profile says, proven by a drill, paused after five wrong tries, and
// the way back in where single sign-on locks everybody out.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createKeyDerivation } from '#main/adapters/key-derivation.ts';
import { fitsCheck, makeRecoveryKey, inGroups } from '#main/application/recovery/recovery-key.ts';
import { tryRecoveryKey } from '#main/application/recovery/try-recovery-key.ts';
import type { CallOrigin } from '#main/application/console/call.ts';
import { openStorage } from '#main/storage/sqlite/open.ts';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { clockForTest, days, minutes, type ClockForTest } from '../clock.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, refusal } from './call.ts';
import { enforceSignIn, signInAdministrator } from './signed-in.ts';

interface WithKey {
  readonly rollcall: RollcallForTest;
  readonly clock: ClockForTest;
  /** As it was shown. */
  readonly key: string;
}

async function withKey(): Promise<WithKey> {
  const clock = clockForTest();
  const rollcall = await startRollcall({ clock });
  onTestFinished(() => rollcall[Symbol.asyncDispose]());
  const { key } = await call(rollcall.core, 'recoveryKey.create', {});
  return { rollcall, clock, key };
}

const anotherKey = ({ ports }: RollcallForTest): string => inGroups(makeRecoveryKey(ports.secrets));

/** The key with the first character of a group exchanged, so that its check characters do not fit. */
function mistyped({ rollcall, key }: WithKey, group: number): string {
  const at = (group - 1) * 5;
  for (const wrong of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
    const typed = key.slice(0, at) + wrong + key.slice(at + 1);
    if (wrong !== key[at] && !fitsCheck(rollcall.ports.secrets, typed.replaceAll('-', ''))) return typed;
  }
  throw new Error('Every typo passes');
}

async function audited({ core }: RollcallForTest, action: string): Promise<string[]> {
  const { entries } = await call(core, 'audit.list', { search: action });
  return entries.map(({ outcome }) => outcome);
}

test('without one the console says so, and none can be tried, shown or drilled', async () => {
  await using rollcall = await startRollcall();
  expect(await call(rollcall.core, 'recoveryKey.get', {})).toEqual({
    exists: false,
    createdAt: null,
    revealable: false,
    drilledAt: null,
    drillDue: false,
    pausedUntil: null,
  });
  for (const name of ['recoveryKey.drill', 'recoveryKey.unlock']) {
    // oxlint-disable-next-line no-await-in-loop -- tries are counted in their order
    expect(await refusal(rollcall.core, name, { key: 'AHVS-HND8-FH89-WC8R-XKC8-G793-C3XT' })).toMatchObject({
      code: 'not-found',
    });
  }
  expect((await refusal(rollcall.core, 'recoveryKey.reveal', {})).code).toBe('not-found');
});

test('making one gives the vault its data key, so that the key opens both from the first day', async () => {
  const made = await withKey();
  const { core, keyFile } = made.rollcall;
  expect(existsSync(keyFile)).toBe(true);
  expect(await call(core, 'vault.get', {})).toMatchObject({ state: 'open', sealedSecrets: 0, recoverable: true });
  const drill = await call(core, 'recoveryKey.drill', { key: made.key });
  expect(drill).toMatchObject({ opensConsole: true, opensVault: true });
});

test('of two that are made at once one is refused, and the one that is shown opens the door', async () => {
  await using rollcall = await startRollcall();
  const create = () => rollcall.core.call('recoveryKey.create', {});
  const [first, second] = await Promise.all([create(), create()]);
  expect(second).toMatchObject({
    ok: false,
    error: { code: 'conflict', detail: expect.stringContaining('at this moment') },
  });
  if (!first.ok) throw new Error(first.error.detail);
  const { key } = first.value as { key: string };
  expect(await call(rollcall.core, 'recoveryKey.drill', { key })).toMatchObject({ opensConsole: true });
});

describe('a drill', () => {
  test('proves both uses and changes nothing but its time', async () => {
    const { rollcall, clock, key } = await withKey();
    const before = await rollcall.ports.recoveryKeys.get();
    clock.pass(days(200));
    expect(await call(rollcall.core, 'recoveryKey.get', {})).toMatchObject({ drilledAt: null, drillDue: true });
    const { at, state } = await call(rollcall.core, 'recoveryKey.drill', { key: key.toLowerCase() });
    expect(state).toMatchObject({ drilledAt: at, drillDue: false });
    expect(await rollcall.ports.recoveryKeys.get()).toEqual({ ...before, drilledAt: at });
    clock.pass(days(180));
    expect(await call(rollcall.core, 'recoveryKey.get', {})).toMatchObject({ drillDue: true });
  });

  test('with another key says that it is one, but not this one’s', async () => {
    const { rollcall } = await withKey();
    const { code, detail } = await refusal(rollcall.core, 'recoveryKey.drill', { key: anotherKey(rollcall) });
    expect(code).toBe('unauthorized');
    expect(detail).toContain('not the one of this Rollcall');
    expect(await call(rollcall.core, 'recoveryKey.get', {})).toMatchObject({ drilledAt: null });
  });

  test('with the key before the newest one is refused', async () => {
    const { rollcall, key } = await withKey();
    await call(rollcall.core, 'recoveryKey.create', {});
    expect((await refusal(rollcall.core, 'recoveryKey.drill', { key })).code).toBe('unauthorized');
  });

  test.each([1, 4, 7])('with a typo in group %i names the group and never the right text', async (group) => {
    const made = await withKey();
    const { detail } = await refusal(made.rollcall.core, 'recoveryKey.drill', { key: mistyped(made, group) });
    expect(detail).toContain(`Group ${group} is mistyped`);
    for (const right of made.key.split('-')) expect(detail).not.toContain(right);
  });

  test('with two wrong characters names no group', async () => {
    const made = await withKey();
    const twice = mistyped({ ...made, key: mistyped(made, 2) }, 5);
    const { detail } = await refusal(made.rollcall.core, 'recoveryKey.drill', { key: twice });
    expect(detail).toContain('More than one character');
  });

  test('does not open the vault where its copy of the data key was damaged, and is then no proof', async () => {
    const { rollcall, key } = await withKey();
    const stored = await rollcall.ports.recoveryKeys.get();
    if (stored?.wrapped === undefined) throw new Error('There is no copy');
    const wrapped = Buffer.from(stored.wrapped);
    wrapped.writeUInt8(wrapped.readUInt8(40) ^ 1, 40);
    await rollcall.ports.recoveryKeys.replace({ ...stored, wrapped });
    const drill = await call(rollcall.core, 'recoveryKey.drill', { key });
    expect(drill).toMatchObject({ opensConsole: true, opensVault: false, state: { drilledAt: null } });
  });
});

async function wrongTries(made: WithKey, count: number): Promise<void> {
  for (let tried = 0; tried < count; tried++) {
    // oxlint-disable-next-line no-await-in-loop -- tries are counted in their order
    await refusal(made.rollcall.core, 'recoveryKey.drill', { key: anotherKey(made.rollcall) });
    made.clock.pass(minutes(1));
  }
}

describe('five wrong tries within fifteen minutes', () => {
  test('pause further ones, also with the right key, until fifteen minutes after the first of them', async () => {
    const made = await withKey();
    const { rollcall, clock, key } = made;
    const { core } = rollcall;
    const until = new Date(Date.parse(clock.now()) + minutes(15)).toISOString();
    await wrongTries(made, 5);
    expect(await call(core, 'recoveryKey.get', {})).toMatchObject({ pausedUntil: until });
    for (const name of ['recoveryKey.drill', 'recoveryKey.unlock']) {
      // oxlint-disable-next-line no-await-in-loop -- tries are counted in their order
      const { code, detail } = await refusal(core, name, { key });
      expect({ code, names: detail.includes(until) }).toEqual({ code: 'unavailable', names: true });
    }
    expect((await refusal(core, 'vault.recover', { recoveryKey: key })).detail).toContain('no more tries');
    clock.pass(Date.parse(until) - Date.parse(clock.now()) + 1);
    await call(core, 'recoveryKey.drill', { key });
    expect(await call(core, 'recoveryKey.get', {})).toMatchObject({ pausedUntil: null });
  });

  test('are counted over a restart', async () => {
    const made = await withKey();
    await wrongTries(made, 5);
    const { ports, databaseFile } = made.rollcall;
    const storage = openStorage({ file: databaseFile });
    onTestFinished(() => storage.close());
    const restarted = {
      recoveryKeys: storage.recoveryKeys,
      keyDerivation: createKeyDerivation(),
      secrets: ports.secrets,
      clock: made.clock,
    };
    await expect(tryRecoveryKey(restarted, made.key)).rejects.toThrow('no more tries are taken until');
  });

  test('are counted also where they are made at once', async () => {
    const made = await withKey();
    const { core } = made.rollcall;
    const all = await Promise.all(
      Array.from({ length: 12 }, () => refusal(core, 'recoveryKey.drill', { key: anotherKey(made.rollcall) })),
    );
    expect(all.filter(({ code }) => code === 'unauthorized')).toHaveLength(5);
    expect(all.filter(({ code }) => code === 'unavailable')).toHaveLength(7);
  });

  test('do not count what has not the form of a key, and a right key forgets those before it', async () => {
    const made = await withKey();
    const { core } = made.rollcall;
    for (let tried = 0; tried < 6; tried++) {
      // oxlint-disable-next-line no-await-in-loop -- tries are counted in their order
      await refusal(core, 'recoveryKey.drill', { key: made.key.slice(0, -1) });
    }
    await wrongTries(made, 4);
    await call(core, 'recoveryKey.drill', { key: made.key });
    await wrongTries(made, 4);
    expect(await call(core, 'recoveryKey.get', {})).toMatchObject({ pausedUntil: null });
  });

  test('are all in the audit log, and so is what was refused while they paused', async () => {
    const made = await withKey();
    await wrongTries(made, 6);
    const outcomes = await audited(made.rollcall, 'recoveryKey.drill');
    expect(outcomes).toHaveLength(6);
    expect(outcomes).not.toContain('done');
  });
});

describe('show-once, as without single sign-on', () => {
  test('no byte of the key is in the database, its log, the log of requests or the audit log', async () => {
    const { rollcall, key } = await withKey();
    await call(rollcall.core, 'recoveryKey.drill', { key });
    await refusal(rollcall.core, 'recoveryKey.drill', { key: anotherKey(rollcall) });
    await rollcall.logged();
    const bare = key.replaceAll('-', '');
    const forms = [key, bare, bare.slice(0, 26), key.toLowerCase(), bare.toLowerCase()];
    for (const file of [rollcall.databaseFile, `${rollcall.databaseFile}-wal`, rollcall.keyFile]) {
      const content = readFileSync(file);
      for (const form of forms) expect(content.includes(form)).toBe(false);
    }
    expect(rollcall.faults).toEqual([]);
  });

  test('it cannot be shown again', async () => {
    const { rollcall } = await withKey();
    expect(await call(rollcall.core, 'recoveryKey.get', {})).toMatchObject({ revealable: false });
    const { code, detail } = await refusal(rollcall.core, 'recoveryKey.reveal', {});
    expect(code).toBe('conflict');
    expect(detail).toContain('shown once');
  });
});

async function enforced(profile: string): Promise<WithKey & { readonly admin: CallOrigin }> {
  const clock = clockForTest();
  const rollcall = await startRollcall({ clock });
  onTestFinished(() => rollcall[Symbol.asyncDispose]());
  await call(rollcall.core, 'tenants.setProfile', { tenantId: rollcall.tenant.id, profile });
  await enforceSignIn(rollcall);
  const admin = await signInAdministrator(rollcall);
  const made = await rollcall.core.call('recoveryKey.create', {}, admin);
  if (!made.ok) throw new Error(made.error.detail);
  return { rollcall, clock, admin, key: (made.value as { key: string }).key };
}

describe('single sign-on', () => {
  test('with a directory tenant whose profile reveals again, the key is kept sealed and shown after a fresh sign-in', async () => {
    const { rollcall, clock, admin, key } = await enforced('simple-in-out');
    expect(await rollcall.core.call('recoveryKey.reveal', {}, admin)).toEqual({ ok: true, value: { key } });
    clock.pass(minutes(6));
    const stale = await rollcall.core.call('recoveryKey.reveal', {}, admin);
    expect(stale).toMatchObject({ ok: false, error: { code: 'reauthentication-required' } });
    const content = readFileSync(rollcall.databaseFile);
    expect(content.includes(key) || content.includes(key.replaceAll('-', ''))).toBe(false);
  });

  test('a left console makes nothing that would prove who somebody is', async () => {
    const { rollcall, clock, admin, key } = await enforced('generic');
    clock.pass(minutes(6));
    const refused = { ok: false, error: { code: 'reauthentication-required' } };
    const change = { protection: 'passphrase', passphrase: 'correct horse battery' };
    expect(await rollcall.core.call('recoveryKey.create', {}, admin)).toMatchObject(refused);
    expect(await rollcall.core.call('vault.setProtection', change, admin)).toMatchObject(refused);
    expect(await rollcall.core.call('recoveryKey.drill', { key }, admin)).toMatchObject({ ok: true });
    expect(await rollcall.core.call('vault.get', {}, admin)).toMatchObject({ value: { protection: 'key-file' } });
  });

  test('with a profile that shows once, it is not kept; and switching to one erases it', async () => {
    const once = await enforced('generic');
    expect(await once.rollcall.core.call('recoveryKey.reveal', {}, once.admin)).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    const { rollcall, admin } = await enforced('simple-in-out');
    expect((await rollcall.ports.recoveryKeys.get())?.sealed).toBeDefined();
    const { id: tenantId } = rollcall.tenant;
    await rollcall.core.call('tenants.setProfile', { tenantId, profile: 'generic' }, admin);
    expect((await rollcall.ports.recoveryKeys.get())?.sealed).toBeUndefined();
  });

  test('a profile that shows once, switched to while the key is made, keeps none of it', async () => {
    const { rollcall, admin } = await enforced('simple-in-out');
    const { id: tenantId } = rollcall.tenant;
    const { tenants } = rollcall.storage;
    const list = tenants.list.bind(tenants);
    // The profile is read, and switched before the key is kept as it says.
    tenants.list = async () => {
      tenants.list = list;
      const read = await list();
      await rollcall.core.call('tenants.setProfile', { tenantId, profile: 'generic' }, admin);
      return read;
    };
    const made = await rollcall.core.call('recoveryKey.create', {}, admin);
    expect(made).toMatchObject({ ok: true, value: { state: { revealable: false } } });
    expect((await rollcall.ports.recoveryKeys.get())?.sealed).toBeUndefined();
  });

  test('is disconnected by the key without any sign-in, and by nothing else', async () => {
    const { rollcall, key } = await enforced('generic');
    expect((await refusal(rollcall.core, 'vault.get', {})).code).toBe('sign-in-required');
    expect((await refusal(rollcall.core, 'recoveryKey.unlock', { key: anotherKey(rollcall) })).code).toBe(
      'unauthorized',
    );
    expect((await refusal(rollcall.core, 'vault.get', {})).code).toBe('sign-in-required');
    expect(await call(rollcall.core, 'recoveryKey.unlock', { key })).toEqual({ disconnected: true });
    expect(await call(rollcall.core, 'vault.get', {})).toMatchObject({ state: 'open' });
    expect(await call(rollcall.core, 'recoveryKey.unlock', { key })).toEqual({ disconnected: false });
    expect(await audited(rollcall, 'recoveryKey.unlock')).toEqual(['done', 'done', 'refused']);
  });

  test('does not keep the key file from being replaced by the key: the vault may be lost at the same time', async () => {
    const { rollcall, key } = await enforced('simple-in-out');
    rmSync(rollcall.keyFile);
    expect(await call(rollcall.core, 'recoveryKey.unlock', { key })).toEqual({ disconnected: true });
    expect(await call(rollcall.core, 'vault.get', {})).toMatchObject({ state: 'lost', recoverable: true });
    expect(await call(rollcall.core, 'vault.recover', { recoveryKey: key })).toMatchObject({ state: 'open' });
  });
});

test('every console hears when the key is made, drilled and paused', async () => {
  const { rollcall, key } = await withKey();
  const heard: ConsoleEvent[] = [];
  const stop = rollcall.core.subscribe((event) => void heard.push(event));
  onTestFinished(stop);
  await call(rollcall.core, 'recoveryKey.drill', { key });
  await refusal(rollcall.core, 'recoveryKey.drill', { key: anotherKey(rollcall) });
  const { key: newKey } = await call(rollcall.core, 'recoveryKey.create', {});
  const names = heard.map(({ name }) => name).filter((name) => name !== 'audit.appended');
  expect(names).toEqual(['recoveryKey.changed', 'recoveryKey.changed', 'recoveryKey.changed', 'vault.changed']);
  expect(JSON.stringify(heard)).not.toContain(newKey);
});
