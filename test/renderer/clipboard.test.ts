import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { copySecret, copyText } from '#renderer/ui/clipboard.ts';

/** What is on the clipboard; the browser's own needs a window with the focus, which two test files cannot both have. */
let held: string;
let focused: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  held = 'before';
  focused = true;
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => {
    if (!focused) throw new DOMException('Document is not focused.', 'NotAllowedError');
    held = text;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('a secret stays on the clipboard for a minute', async () => {
  await copySecret('scim_secret');
  await vi.advanceTimersByTimeAsync(59_000);
  expect(held).toBe('scim_secret');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(held).toBe('');
});

test('what is no secret stays there', async () => {
  await copyText('https://rollcall.example/scim/v2');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(held).toBe('https://rollcall.example/scim/v2');
});

test('what was copied here after a secret is not taken away', async () => {
  await copySecret('scim_secret');
  await vi.advanceTimersByTimeAsync(30_000);
  await copyText('https://rollcall.example/scim/v2');
  await vi.advanceTimersByTimeAsync(120_000);
  expect(held).toBe('https://rollcall.example/scim/v2');
});

test('a second secret has a minute of its own', async () => {
  await copySecret('first');
  await vi.advanceTimersByTimeAsync(40_000);
  await copySecret('second');
  await vi.advanceTimersByTimeAsync(40_000);
  expect(held).toBe('second');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(held).toBe('');
});

test('a window without the focus empties it as soon as it has it again, once', async () => {
  await copySecret('scim_secret');
  focused = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(held).toBe('scim_secret');
  focused = true;
  window.dispatchEvent(new Event('focus'));
  await vi.advanceTimersByTimeAsync(0);
  expect(held).toBe('');
  held = 'of somebody else';
  window.dispatchEvent(new Event('focus'));
  await vi.advanceTimersByTimeAsync(0);
  expect(held).toBe('of somebody else');
});

test('what could not be copied leaves what is there', async () => {
  focused = false;
  await expect(copySecret('scim_secret')).rejects.toThrow('not focused');
  focused = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(held).toBe('before');
});
