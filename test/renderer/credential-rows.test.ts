import { describe, expect, test } from 'vitest';
import {
  type Credentials,
  clientExpiresAt,
  clientState,
  credentialGroups,
  matching,
} from '#renderer/features/credentials/credential-rows.ts';
import { credentialsView } from '#renderer/features/credentials/credentials-view.ts';
import { networksOf, wrongNetwork } from '#renderer/ui/networks.ts';
import {
  client,
  clientSecret,
  entraTenantId,
  inDays,
  providerTokens,
  rotated,
  lastUse,
} from './credential-fixtures.ts';
import { token } from './fixtures.ts';

const none: Credentials = { tokens: [], clients: [], providerTokens: providerTokens() };
const ids = (groups: readonly { readonly id: string }[]): string[] => groups.map(({ id }) => id);
const shown = (query: string, credentials: Partial<Credentials>): string[] =>
  ids(matching(credentialGroups({ ...none, ...credentials }), credentialsView(new URLSearchParams(query)), Date.now()));

describe('the order of credentials', () => {
  test('what works stands before what expired, and that before what was revoked', () => {
    const groups = credentialGroups({
      ...none,
      tokens: [token('revoked', { state: 'revoked' }), token('expired', { state: 'expired' }), token('active')],
      clients: [client('client')],
    });
    expect(ids(groups)).toEqual(['token-active', client('').id, 'token-expired', 'token-revoked']);
  });

  test('a token stands with the one that it takes over from, the newest first', () => {
    const [group] = credentialGroups({ ...none, tokens: [...rotated('serving')].toReversed() });
    expect(group).toMatchObject({ tokens: [{ label: 'Entra 2' }, { label: 'Entra' }] });
  });

  test('once the old one is revoked each stands for itself', () => {
    const tokens = [
      token('Entra 2', { replacesId: 'token-Entra' }),
      token('Entra', { state: 'revoked', handover: null }),
    ];
    expect(ids(credentialGroups({ ...none, tokens }))).toEqual(['token-Entra 2', 'token-Entra']);
  });

  test('tokens that replace each other in a circle are each listed once', () => {
    const handover = { newLabel: '', phase: 'waiting', retire: 'ask' } as const;
    const tokens = [
      token('a', { replacesId: 'token-b', handover: { ...handover, newTokenId: 'token-b' } }),
      token('b', { replacesId: 'token-a', handover: { ...handover, newTokenId: 'token-a' } }),
      token('c'),
    ];
    const listed = credentialGroups({ ...none, tokens }).flatMap((group) =>
      group.kind === 'token' ? ids(group.tokens) : [],
    );
    expect(listed.toSorted()).toEqual(['token-a', 'token-b', 'token-c']);
  });

  test('tokens that the provider signs are listed only while they are taken', () => {
    expect(ids(credentialGroups(none))).toEqual([]);
    expect(ids(credentialGroups({ ...none, providerTokens: providerTokens({ enabled: true }) }))).toEqual(['provider']);
  });
});

describe('an OAuth client', () => {
  test('works as long as one of its secrets does, and stops with the last', () => {
    const far = inDays(365);
    const secrets = [clientSecret('new', { expiresAt: far }), clientSecret('old', { expiresAt: inDays(9) })];
    expect(clientExpiresAt(client('', { secrets }))).toBe(far);
    expect(clientState(client('', { secrets }))).toBe('active');
  });

  test('is expired when all of its secrets are, and says since when', () => {
    const at = inDays(-3);
    const secrets = [clientSecret('old', { state: 'expired', expiresAt: at })];
    expect(clientState(client('', { secrets }))).toBe('expired');
    expect(clientExpiresAt(client('', { secrets }))).toBe(at);
  });

  test('that is federated has no secret and never expires', () => {
    const federated = client('', { kind: 'federated', secrets: [] });
    expect(clientState(federated)).toBe('active');
    expect(clientExpiresAt(federated)).toBeNull();
  });

  test('that is revoked is so whatever its secrets are', () => {
    expect(clientState(client('', { state: 'revoked' }))).toBe('revoked');
  });
});

describe('the filters', () => {
  const all = {
    tokens: [
      token('Entra', { use: lastUse({ address: '203.0.113.9' }) }),
      token('Laptop', { networks: ['198.51.100.0/24'] }),
    ],
    clients: [client('Okta')],
    providerTokens: providerTokens({ enabled: true, entraTenantId }),
  };

  test.each([
    ['', ['token-Entra', 'token-Laptop', client('').id, 'provider']],
    ['kind=token', ['token-Entra', 'token-Laptop']],
    ['kind=client', [client('').id]],
    ['kind=provider', ['provider']],
    ['kind=unknown', ['token-Entra', 'token-Laptop', client('').id, 'provider']],
    ['q=LAPTOP', ['token-Laptop']],
    ['q=203.0.113', ['token-Entra']],
    ['q=198.51', ['token-Laptop']],
    ['q=pq9z', [client('').id]],
    ['q=2f1c9a44', ['provider']],
    ['q=nothing', []],
  ])('%s', (query, expected) => {
    expect(shown(query, all)).toEqual(expected);
  });

  test.each([
    ['active', ['token-far', 'token-near']],
    ['soon', ['token-near']],
    ['expired', ['token-past']],
    ['revoked', ['token-gone']],
  ])('state %s', (state, expected) => {
    const tokens = [
      token('far', { expiresAt: inDays(31) }),
      token('near', { expiresAt: inDays(29) }),
      token('past', { state: 'expired', expiresAt: inDays(-1) }),
      token('gone', { state: 'revoked', expiresAt: inDays(3) }),
    ];
    expect(shown(`state=${state}`, { tokens })).toEqual(expected);
  });

  test('a client is found by the state of one of its secrets', () => {
    const secrets = [clientSecret('new'), clientSecret('old', { expiresAt: inDays(9) })];
    expect(shown('state=soon', { clients: [client('Okta', { secrets })] })).toEqual([client('').id]);
  });
});

describe('networks that are typed', () => {
  test('stand on lines of their own, or between commas or spaces', () => {
    expect(networksOf('203.0.113.0/24\n2001:db8::/32, 198.51.100.7 ;10.0.0.0/8\n')).toEqual([
      '203.0.113.0/24',
      '2001:db8::/32',
      '198.51.100.7',
      '10.0.0.0/8',
    ]);
    expect(networksOf(' \n ')).toEqual([]);
  });

  test.each([
    ['203.0.113.0/24\n2001:db8::/32', undefined],
    ['::1', undefined],
    ['office', 'office'],
    ['203.0.113.0/24\nhttps://example.com', 'https://example.com'],
    ['203.0.113.0/xx', '203.0.113.0/xx'],
  ])('%j: the first that cannot be one is %s', (text, expected) => {
    expect(wrongNetwork(text)).toBe(expected);
  });
});
