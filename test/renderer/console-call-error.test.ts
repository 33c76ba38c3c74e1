import { expect, test } from 'vitest';
import { ConsoleCallError } from '#renderer/console-client/console-call-error.ts';
import { formatDateTime } from '#renderer/ui/format.ts';

const messageOf = (detail: string): string => new ConsoleCallError({ code: 'forbidden', detail }).message;

test('a time in a refusal is written as the console writes times', () => {
  const until = '2026-11-21T21:29:12.858Z';
  expect(messageOf(`No more tries are taken until ${until}. Wait.`)).toBe(
    `No more tries are taken until ${formatDateTime(until)}. Wait.`,
  );
});

test('whatever only looks like a time stays as it was sent', () => {
  const detail = 'meta.lastModified gt "2026-11-21" has no time; 2026-11-21T21 neither.';
  expect(messageOf(detail)).toBe(detail);
});
