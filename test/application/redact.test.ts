import { describe, expect, test } from 'vitest';
import { createSecrets } from '#main/adapters/secrets.ts';
import { mintToken } from '#main/application/credentials/bearer-token.ts';
import {
  redactBody,
  redactDetail,
  redacted,
  redactPath,
  redactTokens,
} from '#main/application/provisioning-log/redact.ts';

const { secret: token } = mintToken(createSecrets());
const body = (json: unknown, text = JSON.stringify(json)) => redactBody(text, JSON.parse(text));

describe('a body', () => {
  test('without a secret is kept exactly as it was sent, spaces and all', () => {
    const text = '{ "userName" : "ann@x.io",\n "emails":[ ] }';
    expect(redactBody(text, JSON.parse(text))).toEqual({ text, secrets: [] });
  });

  test('with \\u escapes and no secret is kept as it was sent', () => {
    const text = String.raw`{"userName":"\u00e4nn@x.io"}`;
    expect(body(undefined, text).text).toBe(text);
  });

  test.each([
    ['the attribute', { userName: 'a', password: 'hunter2' }],
    ['in another case', { PassWord: 'hunter2' }],
    ['in a path-less PATCH', { Operations: [{ op: 'replace', value: { password: 'hunter2' } }] }],
    ['by PATCH path', { Operations: [{ op: 'Replace', path: 'password', value: 'hunter2' }] }],
    [
      'by PATCH path with its URN, keys capitalised',
      { Operations: [{ Path: 'urn:ietf:params:scim:schemas:core:2.0:User:password', Value: 'hunter2' }] },
    ],
    ['as a key with its URN', { 'urn:ietf:params:scim:schemas:core:2.0:User:password': 'hunter2' }],
    ['inside JSON in a string', { roles: [{ value: '{"password":"hunter2"}' }] }],
    ['as an object', { password: { value: 'hunter2' } }],
  ])('never keeps a password: %s', (_, json) => {
    const { text } = body(json);
    expect(text).not.toContain('hunter2');
    expect(text).toContain(redacted);
  });

  test('finds a password whose name is spelled with an escape', () => {
    expect(body(undefined, String.raw`{"\u0070assword":"hunter2"}`).text).toBe('{"password":"[redacted]"}');
  });

  test('keeps everything beside the password', () => {
    expect(JSON.parse(body({ userName: 'ann', password: 'x', active: true }).text)).toEqual({
      userName: 'ann',
      password: redacted,
      active: true,
    });
  });

  test('never keeps a token, of Rollcall or in a Bearer header that somebody pasted', () => {
    const { text } = body({ nickName: token, title: 'Bearer eyJhbGciOiJSUzI1NiJ9.abcdefgh.signature' });
    expect(text).toBe('{"nickName":"[redacted]","title":"Bearer [redacted]"}');
  });

  test('that is not JSON and may hold a secret is withheld', () => {
    expect(redactBody('{"password":"hunter2"', undefined).text).not.toContain('hunter2');
    expect(redactBody('{"userName":"ann"', undefined).text).toBe('{"userName":"ann"');
  });
});

test('an error that quotes the password of its request is cleaned', () => {
  const { secrets } = body({ password: 'hunter2' });
  expect(redactDetail('The value "hunter2" is too short.', secrets)).toBe('The value "[redacted]" is too short.');
});

describe('a path', () => {
  test('without a secret is kept as it was sent', () => {
    const path = '/Users?filter=userName+eq+%22ann%40x.io%22&aadOptscim062020';
    expect(redactPath(path)).toEqual({ text: path, secrets: [] });
  });

  test.each([
    '/Users?filter=password+eq+%22hunter2%22',
    '/Users?filter=%70assword%20eq%20"hunter2"',
    '/Users?x=1&filter=password%2520eq%2520%2522hunter2%2522',
  ])('%s keeps no password', (path) => {
    const { text, secrets } = redactPath(path);
    expect(text).not.toContain('hunter2');
    expect(secrets).toEqual(['hunter2']);
  });

  test('keeps a name that has the word in it', () => {
    const path = '/Groups?filter=displayName%20eq%20%22Password%20reset%22';
    expect(redactPath(path).text).toBe(path);
  });

  test('keeps no token', () => {
    expect(redactPath(`/Users?token=${token}`).text).toBe('/Users?token=[redacted]');
    expect(redactPath(`/Users/${token}`).text).toBe('/Users/[redacted]');
  });
});

test('text that only mentions a bearer is left alone', () => {
  expect(redactTokens('Bearer of news')).toBe('Bearer of news');
});
