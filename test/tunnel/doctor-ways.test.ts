// One server in front for each thing that can go wrong on the way, real HTTPS on loopback; each is found, and nothing else.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { debianPrograms, missing } from '../debian-program.ts';
import { createAuthority, type Authority, type Pair } from './certificates.ts';
import {
  doctorOf,
  examine,
  faults,
  startFront,
  startListening,
  type Listening,
  type Misbehaviour,
} from './examined.ts';
import { reachable } from './ways/reachable.ts';
import { unreachable } from './ways/unreachable.ts';

const reason = missing(debianPrograms.openssl);

describe.skipIf(reason !== undefined)(`what is wrong on the way is found${reason ? ` (${reason})` : ''}`, () => {
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

  test('a proxy that does as it should is fine in everything', async () => {
    await using front = await startFront(listening.port, { tls });
    expect(faults(await examine(listening, { url: front.url, ca: authority.ca }))).toEqual([]);
  });

  test('an examination sends as many requests as it says', async () => {
    let arrived = 0;
    const count = (): boolean => {
      arrived += 1;
      return false;
    };
    await using front = await startFront(listening.port, { tls, answer: count });
    const doctor = doctorOf(listening, { ca: authority.ca });
    await doctor.examine(front.url);
    expect(arrived).toBe(doctor.requests);
  });

  test('what hangs is asked once, and the rest of that check is left out', async () => {
    const asked: string[] = [];
    const hang: Misbehaviour['answer'] = ({ url = '' }) => {
      asked.push(url);
      return url.includes('userName+eq+');
    };
    await using front = await startFront(listening.port, { tls, answer: hang });
    const findings = await examine(listening, { url: front.url, ca: authority.ca, timeLimitMs: 3_000 });
    expect(faults(findings)).toEqual(['encoded-spaces fail']);
    expect(findings.get('encoded-spaces')?.measured).toMatch(/gives no answer within \d+ s$/);
    expect(asked.filter((url) => url.includes('a%2Bb'))).toEqual([]);
    expect(findings.get('encoded-quotes')?.result).toBe('ok');
  });

  test.for([...unreachable, ...reachable])('$what', async ({ bad, timeLimitMs, finds, says, entra, change }) => {
    await using front = await startFront(listening.port, { ...bad, tls });
    const findings = await examine(listening, { url: front.url, ca: authority.ca, timeLimitMs });
    expect(faults(findings)).toEqual(finds);
    const found = findings.get(finds[0]?.split(' ')[0] ?? '');
    expect(`${found?.title}\n${found?.measured}`).toMatch(says);
    expect(found?.whatEntraSays ?? '').toMatch(entra ?? /^$/);
    expect(found?.whatToChange).toMatch(change);
  });
});

test('plain http is told as what Entra does not take', async () => {
  await using listening = await startListening();
  const findings = await examine(listening, { url: listening.url });
  // Without a proxy nothing says who calls, either.
  expect(faults(findings)).toEqual(['tls-version fail', 'client-address warn']);
  expect(findings.get('tls-version')?.title).toBe('The URL is plain http');
});
