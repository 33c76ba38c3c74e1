// What breaks down only at Entra's pace.
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { latencySamples } from '#main/application/tunnel/doctor/checks/latency.ts';
import { debianPrograms, missing } from '../debian-program.ts';
import { createAuthority, type Authority, type Pair } from './certificates.ts';
import { examine, faults, startFront, startListening, type Listening, type Misbehaviour } from './examined.ts';
import { say } from './ways/way.ts';

const reason = missing(debianPrograms.openssl);

/** Part of what is asked when the latency is measured and when the pace is tried. */
const lookUp = '/Users?filter=userName%20eq';

/** Lets a request wait once the pace is tried: what is asked one after the other before that would only take its time. */
const atPace = (wait: () => Promise<void>): Misbehaviour['hold'] => {
  let lookUps = 0;
  return async ({ url = '' }) => {
    if (url.includes(lookUp)) lookUps += 1;
    if (lookUps > latencySamples) await wait();
  };
};

/** Counts what is on its way: one check comes after the other, only at Entra's pace are there several at once. */
const counting = (): ((response: ServerResponse) => number) => {
  let count = 0;
  return (response) => {
    response.once('close', () => (count -= 1));
    return (count += 1);
  };
};

describe.skipIf(reason !== undefined)(`what breaks at Entra's pace is found${reason ? ` (${reason})` : ''}`, () => {
  let listening: Listening;
  let authority: Authority;
  let tls: Pair;
  beforeAll(() => {
    authority = createAuthority();
    tls = authority.issue();
  });
  afterAll(() => authority[Symbol.dispose]());
  // Each has a listener of its own, because one answers so many requests of a doctor in a second and no more.
  beforeEach(async () => {
    listening = await startListening();
  });
  afterEach(() => listening[Symbol.asyncDispose]());

  test("a limit below Entra's pace", async () => {
    const count = counting();
    const answer: Misbehaviour['answer'] = (_request, response) =>
      count(response) > 2 && say(response, 429, { 'retry-after': '1' });
    await using front = await startFront(listening.port, { tls, hold: atPace(() => sleep(150)), answer });
    const pace = { perSecond: 25, seconds: 1 };
    const findings = await examine(listening, { url: front.url, ca: authority.ca, pace });
    expect(faults(findings)).toEqual(['pace fail']);
    expect(findings.get('pace')).toMatchObject({ title: 'Requests are limited to fewer than Entra sends' });
    expect(findings.get('pace')?.measured).toMatch(/of 25 came through.*\d+ × 429/);
    expect(findings.get('pace')?.whatEntraSays).toMatch(/TooManyRequests/);
  });

  test.for([
    ['many', 'fail', 24],
    ['one', 'warn', 1],
  ] as const)("a server that drops %s of the connections at Entra's pace", async ([_what, result, most]) => {
    const count = counting();
    let dropped = 0;
    const answer: Misbehaviour['answer'] = (request, response) => {
      if (count(response) < 2 || dropped >= most) return false;
      dropped += 1;
      request.socket.destroy();
      return true;
    };
    await using front = await startFront(listening.port, { tls, hold: atPace(() => sleep(60)), answer });
    const pace = { perSecond: 50, seconds: 2.4 };
    const findings = await examine(listening, { url: front.url, ca: authority.ca, pace });
    expect(faults(findings)).toEqual([`pace ${result}`]);
    expect(findings.get('pace')?.title).toMatch(/requests get lost at Entra's pace/);
    expect(findings.get('pace')?.measured).toMatch(
      new RegExp(`^50 .*: ${120 - most} of 120 came through.*gives no answer`),
    );
    expect(findings.get('pace')?.whatEntraSays).toMatch(/Timeout/);
  });

  test('a server that takes one request at a time', async () => {
    let last = Promise.resolve();
    const passOne = (): Promise<void> => (last = last.then(() => sleep(150)));
    await using front = await startFront(listening.port, { tls, hold: atPace(passOne) });
    const pace = { perSecond: 25, seconds: 1 };
    const findings = await examine(listening, { url: front.url, ca: authority.ca, pace });
    expect(faults(findings)).toEqual(['pace warn']);
    expect(findings.get('pace')?.title).toBe("Requests queue up at Entra's pace");
  });
});
