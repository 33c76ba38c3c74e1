// The supervisor's behaviour in time: backoff, probes, stops and what comes too late.
import { expect, test } from 'vitest';
import { createSupervisor } from '#main/application/tunnel/supervisor.ts';
import { TunnelFailure } from '#main/application/ports/tunnel-failure.ts';
import type { TunnelProviders } from '#main/application/ports/tunnel-ports.ts';
import { createFakeTime } from './fake-timers.ts';
import { targetAt } from './heard.ts';
import { comeUp, config, missed, offline, passed, play, url, wrongToken } from './played.ts';

test('a URL and a link are not "up": the probe that came back is', async () => {
  const played = play();
  played.outcome = missed(530);
  await comeUp(played);
  expect(played.supervisor.status()).toMatchObject({ state: 'connecting', url, probe: { ok: false, status: 530 } });
  played.outcome = passed;
  await played.time.pass(1_000);
  expect(played.supervisor.status()).toMatchObject({ state: 'up', lastError: null, probe: { ok: true, ms: 12 } });
  expect(played.states()).toEqual(['starting', 'connecting', 'up']);
});

test('while up it probes every 15 seconds', async () => {
  const played = play();
  await comeUp(played);
  await played.time.pass(60_000);
  expect(played.probes).toBe(1 + 4);
});

test('ngrok counts requests: a month of probes stays under a tenth of the 20,000 that are free', async () => {
  const played = play();
  await comeUp(played, { provider: 'ngrok', authtoken: 'a', domain: null });
  await played.time.pass(30 * 24 * 3_600_000);
  expect(played.supervisor.status().state).toBe('up');
  expect(played.probes).toBeLessThan(2_000);
});

test('one missed probe alarms nobody, a second one says down and what came instead', async () => {
  const played = play();
  await comeUp(played);
  played.outcome = missed(502);
  await played.time.pass(15_000);
  expect(played.supervisor.status()).toMatchObject({ state: 'up', lastError: null, probe: { ok: false } });
  await played.time.pass(2_000);
  expect(played.supervisor.status()).toMatchObject({
    state: 'down',
    lastError: { code: 'PROBE_FAILED', message: 'answers 502' },
  });
  played.outcome = passed;
  await played.time.pass(5_000);
  expect(played.supervisor.status()).toMatchObject({ state: 'up', reconnects: 1, lastError: null });
  expect(played.sessions).toHaveLength(1);
});

test('a link that goes away is down at once, and up again with it after a probe', async () => {
  const played = play();
  await comeUp(played);
  played.sessions[0]?.linked(false);
  expect(played.supervisor.status()).toMatchObject({ state: 'down', lastError: { code: 'OFFLINE' } });
  await played.time.pass(60_000);
  expect(played.probes).toBe(1);
  played.sessions[0]?.linked(true);
  await played.time.pass(0);
  expect(played.supervisor.status()).toMatchObject({ state: 'up', reconnects: 1 });
});

test('another URL is probed before it is shown as up', async () => {
  const played = play();
  await comeUp(played);
  played.outcome = missed(404);
  played.sessions[0]?.url('https://e-f.example');
  await played.time.pass(0);
  expect(played.supervisor.status()).toMatchObject({ state: 'connecting', url: 'https://e-f.example' });
});

test('sessions that break off are tried again after 0.25, 0.5, 1 … 8 seconds', async () => {
  const played = play();
  played.opening = () => Promise.reject(new TunnelFailure(offline));
  played.supervisor.start(config, null);
  await played.time.pass(60_000);
  expect(played.time.asked.slice(0, 8)).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  expect(played.supervisor.status()).toMatchObject({ state: 'down', lastError: offline, url: null });
});

test('jitter takes up to half of a wait away', async () => {
  const played = play(targetAt(7_644), 0);
  played.opening = () => Promise.reject(new TunnelFailure(offline));
  played.supervisor.start(config, null);
  await played.time.pass(10_000);
  expect(played.time.asked.slice(0, 4)).toEqual([125, 250, 500, 1_000]);
});

test('a service that says "too many" is asked again after a minute', async () => {
  const played = play();
  played.opening = () => Promise.reject(new TunnelFailure({ ...offline, code: 'RATE_LIMITED' }));
  played.supervisor.start(config, null);
  await played.time.pass(0);
  expect(played.time.asked).toEqual([60_000]);
});

test('an error that no retry mends fails at once, and a start after it begins anew', async () => {
  const played = play();
  played.preflight = [wrongToken];
  played.supervisor.start(config, null);
  await played.time.pass(600_000);
  expect(played.supervisor.status()).toMatchObject({ state: 'failed', lastError: wrongToken });
  expect(played.sessions).toHaveLength(0);
  played.preflight = [];
  await comeUp(played);
  expect(played.supervisor.status()).toMatchObject({ state: 'up', lastError: null });
});

test('a session that ends by itself is stopped before the next one is begun', async () => {
  const played = play();
  await comeUp(played);
  const { promise: gone, resolve: letGo } = Promise.withResolvers<void>();
  played.stopping = () => gone;
  played.sessions[0]?.ended(offline);
  await played.time.pass(10_000);
  expect(played.supervisor.status()).toMatchObject({ state: 'down', lastError: offline, url: null });
  expect(played.sessions).toHaveLength(1);
  letGo();
  await played.time.pass(250);
  expect(played.sessions).toHaveLength(2);
  expect(played.alive).toEqual({ now: 1, most: 1 });
});

test('what an old session says has no effect', async () => {
  const played = play();
  await comeUp(played);
  const [old] = played.sessions;
  await played.supervisor.stop();
  await comeUp(played);
  const before = played.supervisor.status();
  const lines = played.supervisor.log(0).length;
  old?.url('https://old.example');
  old?.linked(false);
  old?.log('an old line');
  old?.ended(wrongToken);
  await played.time.pass(0);
  expect(played.supervisor.status()).toEqual(before);
  expect(played.supervisor.log(0)).toHaveLength(lines);
});

test('stop resolves when nothing is left of the session', async () => {
  const played = play();
  await comeUp(played);
  const { promise: gone, resolve: letGo } = Promise.withResolvers<void>();
  played.stopping = () => gone;
  const stopping = played.supervisor.stop();
  await played.time.pass(0);
  expect(played.supervisor.status().state).toBe('stopping');
  letGo();
  await stopping;
  expect(played.supervisor.status()).toMatchObject({ state: 'stopped', url: null, lastError: null, probe: null });
  expect(played.alive.now).toBe(0);
  await played.time.pass(60_000);
  expect(played.probes).toBe(1);
});

test('a stop while it is being opened waits for what was begun, and ends it', async () => {
  const played = play();
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  played.opening = () => opened;
  played.supervisor.start(config, null);
  await played.time.pass(0);
  const stopping = played.supervisor.stop();
  open();
  await stopping;
  expect(played.alive).toEqual({ now: 0, most: 1 });
  expect(played.supervisor.status().state).toBe('stopped');
});

test('a start while it stops begins after the stop, and never beside it', async () => {
  const played = play();
  await comeUp(played);
  const { promise: gone, resolve: letGo } = Promise.withResolvers<void>();
  played.stopping = () => gone;
  const stopping = played.supervisor.stop();
  played.supervisor.start(config, null);
  await stopping;
  expect(played.sessions).toHaveLength(1);
  letGo();
  await played.time.pass(0);
  expect(played.sessions).toHaveLength(2);
  expect(played.alive.most).toBe(1);
});

test('a provider that never lets go does not keep the tunnel in "stopping"', async () => {
  const played = play();
  await comeUp(played);
  played.stopping = () => new Promise(() => {});
  const stopping = played.supervisor.stop();
  await played.time.pass(15_000);
  await stopping;
  expect(played.supervisor.status().state).toBe('stopped');
  expect(played.faults).toHaveLength(1);
});

test('a provider that links to nothing for 30 seconds is down, and may still come up', async () => {
  const played = play();
  played.supervisor.start(config, null);
  await played.time.pass(30_000);
  expect(played.supervisor.status()).toMatchObject({ state: 'down', lastError: { code: 'OFFLINE' } });
  played.sessions[0]?.url(url);
  played.sessions[0]?.linked(true);
  await played.time.pass(0);
  expect(played.supervisor.status().state).toBe('up');
});

test('a demo stops by itself, and says when', async () => {
  const played = play();
  played.supervisor.start(config, 30 * 60_000);
  expect(played.supervisor.status().autoStopAt).toBe('2026-01-01T00:30:00.000Z');
  await played.time.pass(30 * 60_000);
  expect(played.supervisor.status()).toMatchObject({ state: 'stopped', autoStopAt: null });
});

test('a machine that slept past that moment stops on waking', async () => {
  const played = play();
  played.supervisor.start(config, 30 * 60_000);
  await played.time.pass(0);
  played.time.sleep(31 * 60_000);
  played.supervisor.recheck();
  await played.time.pass(0);
  expect(played.supervisor.status().state).toBe('stopped');
});

test('after a wake or a change of network it probes at once, or tries again at once', async () => {
  const played = play();
  await comeUp(played);
  played.supervisor.recheck();
  await played.time.pass(0);
  expect(played.probes).toBe(2);
  played.opening = () => Promise.reject(new TunnelFailure({ ...offline, code: 'RATE_LIMITED' }));
  played.sessions[0]?.ended(offline);
  await played.time.pass(250);
  expect(played.supervisor.status().state).toBe('down');
  played.opening = () => Promise.resolve();
  played.supervisor.recheck();
  await played.time.pass(0);
  expect(played.supervisor.status().state).toBe('connecting');
});

test('without a listener there is nothing to make public', async () => {
  const time = createFakeTime();
  const supervisor = createSupervisor({
    providers: {} as TunnelProviders,
    probe: { probe: () => Promise.resolve(passed) },
    timers: time.timers,
    clock: time.clock,
    target: () => null,
    inClear: (given) => Promise.resolve(given),
    random: () => 1,
    changed: () => {},
    reportFault: () => {},
  });
  supervisor.start(config, null);
  await time.pass(0);
  expect(supervisor.status()).toMatchObject({ state: 'failed', lastError: { code: 'SERVICE' } });
});

test('a fault of ours is reported and shown, and not tried again', async () => {
  const played = play();
  const fault = new TypeError('undefined is not a function');
  played.opening = () => Promise.reject(fault);
  played.supervisor.start(config, null);
  await played.time.pass(60_000);
  expect(played.supervisor.status()).toMatchObject({ state: 'failed', lastError: { code: 'SERVICE' } });
  expect(played.faults).toEqual([fault]);
});

test('the log keeps the newest 500 lines, numbered on', async () => {
  const played = play();
  await comeUp(played);
  for (let line = 0; line < 600; line += 1) played.sessions[0]?.log(`line ${line}`);
  const kept = played.supervisor.log(0);
  expect(kept).toHaveLength(500);
  expect(kept.at(-1)?.text).toBe('line 599');
  expect(played.supervisor.log((kept.at(-1)?.seq ?? 0) - 2).map(({ text }) => text)).toEqual(['line 598', 'line 599']);
});
