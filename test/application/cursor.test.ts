// RFC 9865 §2 and §5.2: a cursor leads on for its time, in its query, in its tenant.
import { describe, expect, test } from 'vitest';
import { createSecrets } from '#main/adapters/secrets.ts';
import { createCursors, type CursorQuery } from '#main/application/scim/cursor.ts';
import { createDeviations } from '#main/protocol/deviations.ts';
import { ScimError } from '#main/protocol/message/scim-error.ts';
import { limits } from '#shared/scim/limits.ts';

const start = Date.parse('2026-01-01T00:00:00.000Z');

/** Cursors whose clock says how many seconds have passed. */
function cursorsAt(clock: { seconds: number }) {
  const now = (): string => new Date(start + clock.seconds * 1000).toISOString();
  return createCursors({ clock: { now, monotonic: () => clock.seconds * 1000 }, secrets: createSecrets() });
}

const of: CursorQuery = {
  tenantId: 'tenant-1',
  endpoint: '/Users',
  query: { filter: 'userName pr', sortby: 'userName' },
};

function refusal(read: () => unknown): ScimError {
  try {
    read();
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
  throw new Error('It was read');
}

describe('a cursor', () => {
  test.each(['1', '', 'Müller\n{"a":1}', '☃'.repeat(500)])('brings back the position it was made of: %j', (after) => {
    const cursors = cursorsAt({ seconds: 0 });
    const cursor = cursors.write({ after, count: 10 }, of);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(cursors.read(cursor, 10, of, createDeviations('strict'))).toBe(after);
  });

  test('outlives the process that made it', () => {
    const cursor = cursorsAt({ seconds: 0 }).write({ after: 'x', count: 10 }, of);
    expect(cursorsAt({ seconds: 60 }).read(cursor, 10, of, createDeviations('strict'))).toBe('x');
  });

  test('expiredCursor: "Do not wait longer than service provider\'s cursorTimeout to request additional pages"', () => {
    const clock = { seconds: 0 };
    const cursors = cursorsAt(clock);
    const cursor = cursors.write({ after: 'x', count: 10 }, of);
    clock.seconds = limits.cursorSeconds;
    expect(cursors.read(cursor, 10, of, createDeviations('lenient'))).toBe('x');
    clock.seconds += 1;
    const { scimType, detail } = refusal(() => cursors.read(cursor, 10, of, createDeviations('lenient')));
    expect([scimType, detail]).toEqual(['expiredCursor', expect.stringContaining(`${limits.cursorSeconds} s`)]);
  });

  test.each<readonly [string, CursorQuery]>([
    ['tenant', { ...of, tenantId: 'tenant-2' }],
    ['endpoint', { ...of, endpoint: '/Groups' }],
    ['filter', { ...of, query: { ...of.query, filter: 'userName pr ' } }],
    ['order', { ...of, query: { ...of.query, sortorder: 'descending' } }],
    ['filter where there was an order', { ...of, query: { filter: 'userName pruserName' } }],
  ])('of another %s is invalid', (_, other) => {
    const cursors = cursorsAt({ seconds: 0 });
    const cursor = cursors.write({ after: 'x', count: 10 }, of);
    expect(refusal(() => cursors.read(cursor, 10, other, createDeviations('lenient'))).scimType).toBe('invalidCursor');
  });

  test('of which any one character was changed is invalid', () => {
    const cursors = cursorsAt({ seconds: 0 });
    const cursor = cursors.write({ after: 'position', count: 10 }, of);
    for (let at = 0; at < cursor.length; at++) {
      const changed = `${cursor.slice(0, at)}${cursor[at] === 'x' ? 'y' : 'x'}${cursor.slice(at + 1)}`;
      // The last character of base64 may have bits that mean nothing.
      if (Buffer.from(changed, 'base64url').equals(Buffer.from(cursor, 'base64url'))) continue;
      const refused = refusal(() => cursors.read(changed, 10, of, createDeviations('lenient')));
      expect(refused.scimType).toBe('invalidCursor');
    }
  });
});
