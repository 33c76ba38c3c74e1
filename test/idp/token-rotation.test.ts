// Entra's recorded conversations around a rotation of the Secret Token: it creates with the old one, updates with the new one
// once the admin has pasted it, and nothing is refused on the way. The old one retires when the new one has served a cycle.
import { expect, onTestFinished, test } from 'vitest';
import type { Token } from '#shared/console-api/tokens.ts';
import { clockForTest, minutes } from '../clock.ts';
import { call } from '../console/call.ts';
import { startRollcall } from '../rollcall.ts';
import { loadConversations } from './conversation.ts';
import { play } from './play.ts';
import { openClient } from './send.ts';

const entra = loadConversations(import.meta.dirname, 'entra').flatMap(({ file, conversations }) =>
  conversations.map((conversation) => ({ file, conversation })),
);

test('Entra goes over from the old token to the new one without a refused request, and the old one retires by itself', async () => {
  const clock = clockForTest();
  await using rollcall = await startRollcall({ clock });
  const tenantId = rollcall.tenant.id;
  const client = openClient(rollcall.tenantUrl);
  onTestFinished(() => client.close());
  /** Every recorded conversation begins with an empty directory. */
  const empty = async (): Promise<void> => {
    for (const endpoint of ['/Users', '/Groups']) {
      const { json } = await rollcall.send('GET', `${endpoint}?attributes=id`);
      for (const { id } of json['Resources'] as readonly { id: string }[]) {
        await rollcall.send('DELETE', `${endpoint}/${id}`);
      }
    }
  };
  /** Plays the recorded conversation; throws at the first answer that is not the recorded one. */
  const cycle = async (file: string, token: string): Promise<void> => {
    const played = entra.filter((own) => own.file === file);
    expect(played).not.toEqual([]);
    await empty();
    for (const { conversation } of played) {
      const misstep = await play(conversation, { client, token, run: file, watch: () => [] });
      if (misstep !== undefined) throw new Error(`${misstep.request.path}: ${misstep.mismatches.join(', ')}`);
    }
  };
  const statesOf = async (): Promise<readonly string[]> =>
    (await call(rollcall.core, 'tokens.list', { tenantId }))
      .filter(({ label }: Token) => label.startsWith('Entra'))
      .map(({ label, state, handover }) => `${label} ${state} ${handover?.phase ?? '-'}`);

  const old = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra' });
  await cycle('test-connection', old.secret);
  await cycle('new-user', old.secret);
  clock.pass(minutes(40));

  const made = await call(rollcall.core, 'tokens.rotate', { tenantId, id: old.token.id, retire: 'automatically' });
  expect(await statesOf()).toEqual(['Entra active waiting', 'Entra 2 active -']);
  // The cycle that was planned already comes with the token that Entra still has.
  await cycle('change-flag', old.secret);
  await rollcall.core.housekeep();
  expect(await statesOf()).toEqual(['Entra active waiting', 'Entra 2 active -']);
  clock.pass(minutes(20));

  await cycle('test-connection-flag', made.secret);
  clock.pass(minutes(20));
  await cycle('change-default', made.secret);
  await rollcall.core.housekeep();
  expect(await statesOf()).toEqual(['Entra revoked -', 'Entra 2 active -']);

  await cycle('member-removed-flag', made.secret);
  await expect(cycle('new-user', old.secret)).rejects.toThrow('401');
  const logged = await rollcall.logged();
  expect(logged.filter(({ status }) => status === 401)).toEqual([logged.at(-1)]);
  const { entry } = (await rollcall.ports.log.get(tenantId, logged.at(-1)?.seq ?? 0)) ?? {};
  expect(entry?.authentication?.at(-1)).toMatchObject({
    check: 'revoked',
    received: expect.stringContaining(`"Entra" (…${old.token.hint}), revoked at`),
    action: expect.stringContaining('still has the old Secret Token'),
  });
});
