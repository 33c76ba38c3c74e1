// The vault in the console: what protects it, and how a lost data key comes back without losing a sealed secret.
import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { tryPassphrase } from '#main/application/recovery/try-passphrase.ts';
import { openStorage } from '#main/storage/sqlite/open.ts';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { clockForTest, minutes } from '../clock.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, refusal } from './call.ts';

const passphrase = 'correct horse battery';

interface WithToken {
  readonly rollcall: RollcallForTest;
  readonly secret: string;
  /** What tokens.reveal answers now. */
  readonly reveal: () => Promise<string>;
}

/** A tenant that shows tokens again, and one token. */
async function withToken(): Promise<WithToken> {
  const rollcall = await startRollcall();
  onTestFinished(() => rollcall[Symbol.asyncDispose]());
  const { core, tenant } = rollcall;
  await call(core, 'tenants.setProfile', { tenantId: tenant.id, profile: 'simple-in-out' });
  const { token, secret } = await call(core, 'tokens.create', { tenantId: tenant.id, label: 'Entra' });
  const reveal = async (): Promise<string> => {
    const answered = await core.call('tokens.reveal', { tenantId: tenant.id, id: token.id }, { via: 'host' });
    if (!answered.ok) throw new Error(answered.error.detail);
    return (answered.value as { secret: string }).secret;
  };
  return { rollcall, secret, reveal };
}

test('before anything is sealed it is unused, a key file, and no keychain can be asked without a window', async () => {
  await using rollcall = await startRollcall();
  const state = await call(rollcall.core, 'vault.get', {});
  expect(state).toMatchObject({
    protection: 'key-file',
    state: 'unused',
    keyFile: rollcall.keyFile,
    keychain: null,
    lostBecause: null,
    sealedSecrets: 0,
    recoverable: false,
  });
  expect(state.choices.map(({ protection, obstacle }) => [protection, obstacle === null])).toEqual([
    ['key-file', true],
    ['safe-storage', false],
    ['passphrase', true],
  ]);
});

test('a token is shown again after each change of the protection, and every console hears of the change', async () => {
  const { rollcall, secret, reveal } = await withToken();
  const { core } = rollcall;
  const heard: ConsoleEvent[] = [];
  onTestFinished(core.subscribe((event) => void heard.push(event)));
  const changes = [
    { protection: 'passphrase', passphrase },
    { protection: 'passphrase', passphrase: 'another passphrase' },
    { protection: 'key-file' },
  ] as const;
  for (const change of changes) {
    // One after the other is what is tested.
    // oxlint-disable-next-line no-await-in-loop -- one change after the other
    const after = await call(core, 'vault.setProtection', change);
    expect(after).toMatchObject({ protection: change.protection, state: 'open', sealedSecrets: 1 });
    // oxlint-disable-next-line no-await-in-loop -- one change after the other
    expect(await reveal()).toBe(secret);
  }
  expect(heard.filter(({ name }) => name === 'vault.changed')).toHaveLength(3);
  expect(JSON.stringify(heard)).not.toContain('passphrase":');
});

test('the audit log keeps what the protection was and is, and never a passphrase', async () => {
  const { rollcall } = await withToken();
  const { core } = rollcall;
  await call(core, 'vault.setProtection', { protection: 'passphrase', passphrase });
  await refusal(core, 'vault.unlock', { passphrase: 'not the passphrase' });
  const { entries } = await call(core, 'audit.list', { search: 'vault.' });
  expect(entries.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    'vault.unlock refused',
    'vault.setProtection done',
  ]);
  expect(entries[1]).toMatchObject({
    before: { protection: 'key-file', state: 'open' },
    after: { protection: 'passphrase', state: 'open' },
  });
  expect(JSON.stringify(entries)).not.toMatch(/correct horse|not the passphrase/);
});

test.each([
  [{ protection: 'passphrase' }, 'none was sent'],
  [{ protection: 'passphrase', passphrase: 'too short' }, 'at least 12 characters'],
  [{ protection: 'key-file', passphrase }, 'takes none'],
  [{ protection: 'basic_text' }, 'protection'],
])('%j is refused', async (input, detail) => {
  await using rollcall = await startRollcall();
  const refused = await refusal(rollcall.core, 'vault.setProtection', input);
  expect(refused.code).toBe('invalid-input');
  expect(refused.detail).toContain(detail);
});

test('the keychain cannot be chosen without a window, and nothing changes', async () => {
  const { rollcall, secret, reveal } = await withToken();
  const { code } = await refusal(rollcall.core, 'vault.setProtection', { protection: 'safe-storage' });
  expect(code).toBe('unavailable');
  expect(await reveal()).toBe(secret);
});

test('a wrong passphrase is told from having none', async () => {
  const { rollcall } = await withToken();
  expect(await refusal(rollcall.core, 'vault.unlock', { passphrase })).toMatchObject({ code: 'unavailable' });
  await call(rollcall.core, 'vault.setProtection', { protection: 'passphrase', passphrase });
  expect(await refusal(rollcall.core, 'vault.unlock', { passphrase: 'wrong' })).toMatchObject({ code: 'unauthorized' });
  expect(await call(rollcall.core, 'vault.unlock', { passphrase })).toMatchObject({ state: 'open' });
});

const withPassphrase = async () => {
  const clock = clockForTest();
  const rollcall = await startRollcall({ clock });
  onTestFinished(() => rollcall[Symbol.asyncDispose]());
  await call(rollcall.core, 'vault.setProtection', { protection: 'passphrase', passphrase });
  clock.pass(minutes(1)); // what there is to ask for is remembered for a second
  return { clock, rollcall, core: rollcall.core };
};

describe('five wrong passphrases within fifteen minutes', () => {
  const wrong = 'another one, wrong';

  test('pause further ones, also the right one and wherever it is given, until fifteen minutes after the first', async () => {
    const { clock, core } = await withPassphrase();
    const until = new Date(Date.parse(clock.now()) + minutes(15)).toISOString();
    const tried: string[] = [];
    for (const name of ['session.confirm', 'vault.unlock', 'session.confirm', 'vault.unlock', 'session.confirm']) {
      // oxlint-disable-next-line no-await-in-loop -- tries are counted in their order
      tried.push((await refusal(core, name, { passphrase: wrong })).code);
      clock.pass(minutes(1));
    }
    expect(tried).toEqual(Array.from({ length: 5 }, () => 'unauthorized'));
    for (const name of ['session.confirm', 'vault.unlock']) {
      // oxlint-disable-next-line no-await-in-loop -- tries are counted in their order
      expect(await refusal(core, name, { passphrase })).toEqual({
        code: 'unavailable',
        detail: expect.stringContaining(`no more tries are taken until ${until}. This one was not looked at.`),
      });
    }
    clock.pass(Date.parse(until) - Date.parse(clock.now()) + 1);
    expect((await call(core, 'session.confirm', { passphrase })).freshUntil).not.toBeNull();
    // It was given: those before it do not count any more.
    for (let n = 0; n < 4; n++) {
      // oxlint-disable-next-line no-await-in-loop -- tries are counted in their order
      expect((await refusal(core, 'vault.unlock', { passphrase: wrong })).code).toBe('unauthorized');
    }
    await call(core, 'vault.unlock', { passphrase });
    const { entries } = await call(core, 'audit.list', { limit: 100 });
    const outcomes = entries.filter(({ action }) => action === 'session.confirm' || action === 'vault.unlock');
    expect(outcomes.map(({ outcome }) => outcome).toReversed()).toEqual([
      ...Array.from({ length: 5 }, () => 'refused'),
      'failed',
      'failed',
      'done',
      ...Array.from({ length: 4 }, () => 'refused'),
      'done',
    ]);
  });

  test('are counted also where they are made at once, here and by another process, and over a restart', async () => {
    const { clock, core, rollcall } = await withPassphrase();
    const beside = openStorage({ file: rollcall.databaseFile });
    onTestFinished(() => beside.close());
    const { vault } = rollcall.ports;
    const other = { vault, passphraseTries: beside.passphraseTries, clock };
    const [here, there] = await Promise.all([
      Promise.all(Array.from({ length: 10 }, () => refusal(core, 'session.confirm', { passphrase: wrong }))),
      Promise.all(Array.from({ length: 10 }, () => tryPassphrase(other, wrong).catch((error: unknown) => error))),
    ]);
    const codes = [...here, ...there].map((error) => (error as { code: string }).code);
    expect(codes.filter((code) => code === 'unauthorized')).toHaveLength(5);
    expect(codes.filter((code) => code === 'unavailable')).toHaveLength(15);
    const restarted = openStorage({ file: rollcall.databaseFile });
    onTestFinished(() => restarted.close());
    const again = { vault, passphraseTries: restarted.passphraseTries, clock };
    await expect(tryPassphrase(again, passphrase)).rejects.toThrow('no more tries are taken until');
  });

  test('keep nobody from the recovery key, and another passphrase begins anew', async () => {
    const { core } = await withPassphrase();
    const { key } = await call(core, 'recoveryKey.create', {});
    await Promise.all(Array.from({ length: 5 }, () => refusal(core, 'vault.unlock', { passphrase: wrong })));
    expect((await call(core, 'session.confirm', { recoveryKey: key })).freshUntil).not.toBeNull();
    const another = 'a new passphrase';
    await call(core, 'vault.setProtection', { protection: 'passphrase', passphrase: another });
    expect(await call(core, 'vault.unlock', { passphrase: another })).toMatchObject({ state: 'open' });
  });

  test('are not counted where no passphrase protects the vault', async () => {
    const { core } = await withPassphrase();
    await call(core, 'vault.setProtection', { protection: 'key-file' });
    const refused = await Promise.all(Array.from({ length: 6 }, () => refusal(core, 'vault.unlock', { passphrase })));
    expect(new Set(refused.map(({ detail }) => detail))).toEqual(
      new Set(['No passphrase protects this vault, so that there is nothing to unlock.']),
    );
  });
});

describe('a data key that is lost', () => {
  test.each([
    ['missing', (file: string) => rmSync(file)],
    ['damaged', (file: string) => writeFileSync(file, 'no key any more')],
    ['another one', (file: string) => writeFileSync(file, `${Buffer.alloc(32, 9).toString('base64')}\n`)],
  ])('because the key file is %s, comes back with the recovery key, and tokens are shown again', async (_how, lose) => {
    const { rollcall, secret, reveal } = await withToken();
    const { core, keyFile } = rollcall;
    const { key } = await call(core, 'recoveryKey.create', {});
    lose(keyFile);
    const lost = await call(core, 'vault.get', {});
    expect(lost).toMatchObject({ state: 'lost', recoverable: true, sealedSecrets: 1 });
    expect(lost.lostBecause).toContain(keyFile);
    await expect(reveal()).rejects.toThrow(keyFile);
    expect((await call(core, 'recoveryKey.drill', { key })).opensVault).toBe(true);
    expect(await call(core, 'vault.recover', { recoveryKey: key })).toMatchObject({
      protection: 'key-file',
      state: 'open',
    });
    expect(await reveal()).toBe(secret);
  });

  test('because the passphrase is forgotten, comes back with the recovery key and a new passphrase', async () => {
    const { rollcall, secret, reveal } = await withToken();
    const { core } = rollcall;
    const { key } = await call(core, 'recoveryKey.create', {});
    await call(core, 'vault.setProtection', { protection: 'passphrase', passphrase });
    const again = 'remembered this time';
    const recovered = await call(core, 'vault.recover', { recoveryKey: key, passphrase: again });
    expect(recovered).toMatchObject({ protection: 'passphrase', state: 'open' });
    expect(await refusal(core, 'vault.unlock', { passphrase })).toMatchObject({ code: 'unauthorized' });
    await call(core, 'vault.unlock', { passphrase: again });
    expect(await reveal()).toBe(secret);
  });

  test('stays lost with a wrong recovery key, and no new one is made over what is sealed', async () => {
    const { rollcall } = await withToken();
    const { core, keyFile, tenant } = rollcall;
    const { key } = await call(core, 'recoveryKey.create', {});
    await call(core, 'recoveryKey.create', {});
    rmSync(keyFile);
    expect(await refusal(core, 'vault.recover', { recoveryKey: key })).toMatchObject({ code: 'unauthorized' });
    expect(await refusal(core, 'tokens.create', { tenantId: tenant.id, label: 'new' })).toMatchObject({
      code: 'unavailable',
    });
    expect(await refusal(core, 'vault.setProtection', { protection: 'passphrase', passphrase })).toMatchObject({
      code: 'unavailable',
    });
    expect(await refusal(core, 'recoveryKey.create', {})).toMatchObject({ code: 'unavailable' });
    expect(await call(core, 'vault.get', {})).toMatchObject({ state: 'lost', recoverable: true });
  });
});
