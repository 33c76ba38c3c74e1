import { expect, test } from 'vitest';
import { sources } from './sources.ts';

/** Schema data is as long as the RFC's tables; texts are as long as the screens. */
const exempt = ['src-main/protocol/schema/core-user.ts'];

const lines = (text: string): number => text.trimEnd().split('\n').length;
const measured = sources
  .filter(({ path }) => !exempt.includes(path))
  .map(({ path, text }) => ({ path, lines: lines(text), text }));

test('no file is over 500 lines', () => {
  expect(measured.filter((file) => file.lines > 500).map((file) => `${file.path}: ${file.lines}`)).toEqual([]);
});

test('a file over 300 lines says why in its head', () => {
  const silent = measured.filter(
    (file) => file.lines > 300 && !/Over 300 lines because/i.test(file.text.slice(0, 800)),
  );
  expect(silent.map((file) => `${file.path}: ${file.lines}, and no "Over 300 lines because …" in its head`)).toEqual(
    [],
  );
});

test('the median file is under 100 lines', () => {
  const sorted = measured.map((file) => file.lines).toSorted((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
});
