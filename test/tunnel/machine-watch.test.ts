import { expect, test } from 'vitest';
import { watchMachine } from '#main/adapters/machine-watch.ts';
import { createFakeTime, type FakeTime } from './fake-timers.ts';

interface Watched {
  readonly time: FakeTime;
  readonly seen: { times: number };
  readonly network: { addresses: string };
  readonly end: () => void;
}

function watch(): Watched {
  const time = createFakeTime();
  const seen = { times: 0 };
  const network = { addresses: '192.0.2.7' };
  const end = watchMachine(() => void (seen.times += 1), time.timers, {
    now: () => Date.parse(time.clock.now()),
    addresses: () => network.addresses,
  });
  return { time, seen, network, end };
}

test('while nothing happens nobody is told anything', async () => {
  const { time, seen } = watch();
  await time.pass(600_000);
  expect(seen.times).toBe(0);
});

test('a sleep is told once, after the wake', async () => {
  const { time, seen } = watch();
  await time.pass(12_000);
  time.sleep(3_600_000);
  await time.pass(60_000);
  expect(seen.times).toBe(1);
});

test('another network is told within five seconds, and so is the way back', async () => {
  const { time, seen, network } = watch();
  network.addresses = '198.51.100.4';
  await time.pass(5_000);
  expect(seen.times).toBe(1);
  network.addresses = '192.0.2.7';
  await time.pass(5_000);
  expect(seen.times).toBe(2);
});

test('a watch that was ended tells nothing', async () => {
  const { time, seen, network, end } = watch();
  end();
  network.addresses = '';
  await time.pass(60_000);
  expect(seen.times).toBe(0);
});
