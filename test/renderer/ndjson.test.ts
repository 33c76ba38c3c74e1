import { expect, test } from 'vitest';
import { readLines } from '#renderer/console-client/ndjson.ts';

const streamOf = (...chunks: readonly Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const linesOf = (...chunks: readonly Uint8Array<ArrayBuffer>[]): Promise<string[]> =>
  Array.fromAsync(readLines(streamOf(...chunks)));

test('a line that is cut by chunks arrives whole', async () => {
  expect(await linesOf(bytes('{"na'), bytes('me":1}\n{"name"'), bytes(':2}\n'))).toEqual(['{"name":1}', '{"name":2}']);
});

test('a character that is cut by chunks arrives whole', async () => {
  const whole = bytes('"Zoë"\n');
  for (let cut = 1; cut < whole.length; cut++) {
    expect(await linesOf(whole.slice(0, cut), whole.slice(cut))).toEqual(['"Zoë"']);
  }
});

test('several lines of one chunk arrive one by one', async () => {
  expect(await linesOf(bytes('1\n2\n3\n'))).toEqual(['1', '2', '3']);
});

test('blank lines are heartbeats and no lines', async () => {
  expect(await linesOf(bytes('\n'), bytes('1\n\n'), bytes('\n'))).toEqual(['1']);
});

test('a last line without its end is still a line', async () => {
  expect(await linesOf(bytes('1\n2'))).toEqual(['1', '2']);
});

test('every chunk is heard of, a heartbeat too', async () => {
  let heard = 0;
  await Array.fromAsync(readLines(streamOf(bytes('\n'), bytes('\n')), () => heard++));
  expect(heard).toBe(3); // two chunks and the end
});
