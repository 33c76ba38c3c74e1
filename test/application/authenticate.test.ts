import { expect, test } from 'vitest';
import { createNetworks } from '#main/adapters/networks/networks.ts';
import { createSecrets } from '#main/adapters/secrets.ts';
import { createAuthenticate } from '#main/application/credentials/authenticate.ts';
import { openStorage } from '#main/storage/sqlite/open.ts';

/** An address may fail so often a minute. */
const mostFailures = 60;
const windowMs = 60_000;

test('every refusal of a flood says how long it still lasts, and only the first is recorded, with its checks', async () => {
  const storage = openStorage({ file: ':memory:' });
  const clock = { time: 0, monotonic: () => clock.time, now: () => '2030-01-01T00:00:00.000Z' };
  const ports = { ...storage, clock, secrets: createSecrets(), networks: createNetworks() };
  const authenticate = createAuthenticate(ports);
  const refusal = async () => {
    const answer = await authenticate({
      tenant: { id: 'a', name: 'A' },
      authorization: 'Bearer wrong',
      address: '203.0.113.7',
      userAgent: undefined,
      writes: false,
      now: clock.now(),
    });
    if (answer.ok) throw new Error('A wrong token was admitted');
    const { error, recorded, checks, retryAfterSeconds } = answer;
    return { status: error.status, says: /in (\d+) s/.exec(error.detail)?.[1], retryAfterSeconds, recorded, checks };
  };

  for (let n = 0; n < mostFailures; n++) expect(await refusal()).toMatchObject({ status: 401 });
  const form = expect.objectContaining({ check: 'form', passed: false });
  const first = { status: 429, says: '60', retryAfterSeconds: 60, recorded: true };
  expect(await refusal()).toEqual({ ...first, checks: [expect.objectContaining({ check: 'header' }), form] });
  for (const [time, left] of [
    [0, 60],
    [999, 60],
    [1_000, 59],
    [1_500, 59],
    [59_999, 1],
  ] as const) {
    clock.time = time;
    const unrecorded = { status: 429, says: String(left), retryAfterSeconds: left, recorded: false, checks: [] };
    expect(await refusal()).toEqual(unrecorded);
  }
  clock.time = windowMs;
  expect(await refusal()).toMatchObject({ status: 401, recorded: true });
  storage.close();
});
