import { expect, test } from 'vitest';
import { createSecrets } from '#main/adapters/secrets.ts';

test('RFC 9562 §5.7: a UUID holds the time, version 7, the variant, and is never made twice', () => {
  const secrets = createSecrets();
  const before = Date.now();
  const ids = Array.from({ length: 10_000 }, () => secrets.uuid());
  const after = Date.now();
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const time = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(after);
  }
});
