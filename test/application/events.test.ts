// Console events over a whole Rollcall: what was stored is what is told, batched, and one listener never hurts another.
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ConsoleEvent, ConsoleEventName, ConsoleEvents } from '#shared/console-api/index.ts';
import { clockForTest } from '../clock.ts';
import { created, group, patchOp, user } from '../http/people.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';

const listen = (rollcall: RollcallForTest) => {
  const events: ConsoleEvent[] = [];
  const stop = rollcall.core.subscribe((event) => events.push(event));
  const of = <Name extends ConsoleEventName>(name: Name): ConsoleEvents[Name][] =>
    events.filter((event) => event.name === name).map((event) => event.data as ConsoleEvents[Name]);
  return { events, of, stop };
};

test('a created, changed and deleted person is told as a row, the log entries as they are listed', async () => {
  await using rollcall = await startRollcall();
  const { of } = listen(rollcall);
  const id = await created(rollcall, '/Users', user('ann@x.example', { displayName: 'Ann' }));
  await expect
    .poll(() => of('users.changed'))
    .toMatchObject([
      {
        created: [{ id, displayName: 'Ann', status: 'active', lastChange: { action: 'create' } }],
        updated: [],
        removed: [],
      },
    ]);
  await rollcall.send('PATCH', `/Users/${id}`, { body: patchOp({ op: 'replace', path: 'title', value: 'Dr' }) });
  await expect
    .poll(() => of('users.changed')[1])
    .toMatchObject({
      created: [],
      updated: [
        { id, title: 'Dr', lastChange: { action: 'update', attribute: 'title', from: null, to: 'Dr', more: 0 } },
      ],
    });
  await rollcall.send('DELETE', `/Users/${id}`);
  await expect.poll(() => of('users.changed')[2]).toMatchObject({ created: [], updated: [], removed: [id] });
  const pushed = of('provisioningLog.appended').flatMap(({ entries }) => entries);
  const listed = await rollcall.core.call('provisioningLog.list', { tenantId: rollcall.tenant.id });
  expect(pushed.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(listed).toMatchObject({ ok: true, value: { entries: pushed.map(({ seq, path }) => ({ seq, path })) } });
});

test('what came and went within one moment is one event of what is left', async () => {
  await using rollcall = await startRollcall();
  const { of } = listen(rollcall);
  const [stays, goes] = await Promise.all([
    created(rollcall, '/Users', user('stays@x.example')),
    created(rollcall, '/Users', user('goes@x.example')),
  ]);
  await Promise.all([
    rollcall.send('DELETE', `/Users/${goes}`),
    rollcall.send('PATCH', `/Users/${stays}`, { body: patchOp({ op: 'add', path: 'title', value: 'Dr' }) }),
  ]);
  const rows = () => of('users.changed');
  const last = () =>
    rows()
      .flatMap((event) => [...event.created, ...event.updated])
      .findLast(({ id }) => id === stays);
  await expect.poll(last).toMatchObject({ title: 'Dr' });
  await expect.poll(() => rows().flatMap(({ removed }) => removed)).toEqual([goes]);
});

test('a group is told with its number of members', async () => {
  await using rollcall = await startRollcall();
  const { of } = listen(rollcall);
  const id = await created(rollcall, '/Groups', group('Legal'));
  await rollcall.send('PATCH', `/Groups/${id}`, {
    body: patchOp({ op: 'add', path: 'members', value: [{ value: 'x' }, { value: 'y' }] }),
  });
  const last = () =>
    of('groups.changed')
      .flatMap((event) => [...event.created, ...event.updated])
      .at(-1);
  await expect.poll(last).toMatchObject({ id, displayName: 'Legal', members: 2 });
});

test('a group is told again when one of its members is deleted', async () => {
  await using rollcall = await startRollcall();
  const person = await created(rollcall, '/Users', user('leaver@x.example'));
  const id = await created(rollcall, '/Groups', group('Legal', { members: [{ value: person }] }));
  const { of } = listen(rollcall);
  await rollcall.send('DELETE', `/Users/${person}`);
  await expect.poll(() => of('groups.changed')).toMatchObject([{ updated: [{ id, members: 0 }] }]);
});

test('reads are told as log rows only, and the overview at most once a second', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const clock = clockForTest();
  await using rollcall = await startRollcall({ clock });
  const { events, of } = listen(rollcall);
  const pass = async (ms: number): Promise<void> => {
    clock.pass(ms);
    await vi.advanceTimersByTimeAsync(ms);
  };
  for (let n = 0; n < 10; n++) {
    await rollcall.send('GET', '/Users?count=0');
    await rollcall.logged();
    await pass(60);
  }
  const rows = () => of('provisioningLog.appended').flatMap(({ entries }) => entries);
  await expect.poll(rows).toHaveLength(10);
  await pass(300);
  expect(of('overview.changed')).toHaveLength(1);
  expect(new Set(events.map(({ name }) => name))).toEqual(new Set(['provisioningLog.appended', 'overview.changed']));
  await pass(1_000);
  await expect.poll(() => of('overview.changed').length).toBe(2);
  expect(of('overview.changed')[1]).toMatchObject({ tenantId: rollcall.tenant.id, overview: { people: { users: 0 } } });
});

test('a token made in the console is told at once, without its secret', async () => {
  await using rollcall = await startRollcall();
  const { of } = listen(rollcall);
  const made = await rollcall.core.call('tokens.create', { tenantId: rollcall.tenant.id, label: 'Entra' });
  expect(made.ok).toBe(true);
  const secret = (made as { value: { secret: string } }).value.secret;
  expect(of('tokens.changed')).toMatchObject([
    { tenantId: rollcall.tenant.id, token: { label: 'Entra', state: 'active' } },
  ]);
  expect(JSON.stringify(of('tokens.changed'))).not.toContain(secret);
});

test('a listener that throws is told no more, the others are; one that left hears nothing', async () => {
  await using rollcall = await startRollcall();
  let thrown = 0;
  rollcall.core.subscribe(() => {
    thrown++;
    throw new Error('the window is gone');
  });
  const left = listen(rollcall);
  left.stop();
  const { of } = listen(rollcall);
  for (const name of ['a', 'b']) {
    const before = of('users.changed').length;
    await created(rollcall, '/Users', user(`${name}@x.example`));
    await expect.poll(() => of('users.changed').length).toBe(before + 1);
  }
  expect(thrown).toBe(1);
  expect(left.events).toEqual([]);
  expect(rollcall.faults).toMatchObject([{ message: 'the window is gone' }]);
});
