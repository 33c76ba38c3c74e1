import { expect, test } from 'vitest';
import { sources } from './sources.ts';

/** What would make the engine's answer depend on more than its arguments. */
const impure: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\bDate\.now\b|\bnew Date\(\s*\)/, 'reads the clock: take the time as an argument'],
  [/\bMath\.random\b|\bcrypto\b/, 'is random: take the value as an argument'],
  [/\bconsole\./, 'logs: return notes, throw a ScimError'],
  [/\bprocess\./, 'reads the process'],
  [/\bset(?:Timeout|Interval|Immediate)\b|\bqueueMicrotask\b/, 'schedules: the engine is synchronous'],
  [/\basync\b|\bawait\b|\bPromise\b/, 'is asynchronous: a change runs inside one transaction'],
];

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$|\s\/\/\s.*$/gm, '');
const withoutStrings = (text: string): string => text.replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''");

test('the protocol engine reads no clock, no random, no process, logs nothing and awaits nothing', () => {
  const engine = sources.filter(({ path }) => path.startsWith('src-main/protocol/'));
  expect(engine.length).toBeGreaterThan(10);
  const breaches = engine.flatMap(({ path, text }) => {
    const code = withoutStrings(withoutComments(text));
    return impure.filter(([pattern]) => pattern.test(code)).map(([, why]) => `${path} ${why}`);
  });
  expect(breaches).toEqual([]);
});
