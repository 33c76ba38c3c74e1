import { describe, expect, test } from 'vitest';
import { takeSession } from '#renderer/console-client/session.ts';

function tab(hash: string, kept: string | null = null) {
  const replaced: unknown[] = [];
  const store = new Map<string, string>(kept === null ? [] : [['rollcall.session', kept]]);
  const secret = takeSession(
    { hash, pathname: '/', search: '' },
    { replaceState: (_data, _title, url) => replaced.push(url) },
    { getItem: (key) => store.get(key) ?? null, setItem: (key, value) => void store.set(key, value) },
  );
  return { secret, replaced, store };
}

describe('the session secret of a tab', () => {
  test('is taken from the console URL, kept for the tab and removed from the address bar', () => {
    const { secret, replaced, store } = tab('#session=EuWyPgjx-_8');
    expect(secret).toBe('EuWyPgjx-_8');
    expect(store.get('rollcall.session')).toBe('EuWyPgjx-_8');
    expect(replaced).toEqual(['/']);
  });

  test('leaves the page that stands behind it in the URL', () => {
    expect(tab('#session=abc&/board?status=active').replaced).toEqual(['/#/board?status=active']);
  });

  test('is the kept one when the URL has none, and the URL stays as it is', () => {
    const { secret, replaced } = tab('#/board', 'kept');
    expect(secret).toBe('kept');
    expect(replaced).toEqual([]);
  });

  test('of a new start of Rollcall replaces the kept one', () => {
    expect(tab('#session=new', 'old').store.get('rollcall.session')).toBe('new');
  });

  test('is missing in a tab that never had one', () => {
    expect(tab('').secret).toBeNull();
  });
});
