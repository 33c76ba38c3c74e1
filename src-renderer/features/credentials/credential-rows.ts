// The credentials of a tenant as the page lists them: tokens that take over from one another stand together, and what
// still works stands before what does not.
import type { OAuthClient, ProviderTokens } from '#shared/console-api/oauth-clients.ts';
import type { Token } from '#shared/console-api/tokens.ts';
import type { CredentialsView, State } from './credentials-view.ts';
import { isSoon } from './expiry.ts';

export interface TokenGroup {
  readonly kind: 'token';
  readonly id: string;
  /** The newest first; more than one while tokens replace one another. */
  readonly tokens: readonly Token[];
}
export interface ClientGroup {
  readonly kind: 'client';
  readonly id: string;
  readonly client: OAuthClient;
}
export interface ProviderGroup {
  readonly kind: 'provider';
  readonly id: 'provider';
  readonly providerTokens: ProviderTokens;
}
export type CredentialGroup = TokenGroup | ClientGroup | ProviderGroup;

/** What there is; each undefined while it is not here yet. */
export interface Credentials {
  readonly tokens: readonly Token[] | undefined;
  readonly clients: readonly OAuthClient[] | undefined;
  readonly providerTokens: ProviderTokens | undefined;
}

/** When a client stops, or stopped: with the last of its secrets; null: never. */
export function clientExpiresAt({ secrets }: OAuthClient): string | null {
  const held = secrets.filter(({ state }) => state !== 'revoked');
  return (
    held
      .map(({ expiresAt }) => expiresAt)
      .toSorted()
      .at(-1) ?? null
  );
}

/** A client whose secrets have all expired gets no access token any more, whatever it is itself. */
export const clientState = (client: OAuthClient): Token['state'] => {
  if (client.state === 'revoked') return 'revoked';
  if (client.kind === 'federated' || client.secrets.some(({ state }) => state === 'active')) return 'active';
  return 'expired';
};

const shown = (state: Token['state'], expiresAt: string | null, now: number): readonly State[] =>
  state === 'active' && isSoon(expiresAt, now) ? ['active', 'soon'] : [state];

/** The states that a group has something of. */
function statesOf(group: CredentialGroup, now: number): readonly State[] {
  if (group.kind === 'token') return group.tokens.flatMap(({ state, expiresAt }) => shown(state, expiresAt, now));
  if (group.kind === 'provider') return ['active'];
  const { client } = group;
  return [
    ...shown(clientState(client), clientExpiresAt(client), now),
    ...client.secrets.flatMap(({ state, expiresAt }) => shown(state, expiresAt, now)),
  ];
}

/** What a search looks in. */
function textsOf(group: CredentialGroup): readonly (string | null | undefined)[] {
  if (group.kind === 'token') {
    return group.tokens.flatMap(({ label, hint, use, networks }) => [
      label,
      hint,
      use?.address,
      use?.userAgent,
      ...networks,
    ]);
  }
  if (group.kind === 'provider') {
    const { entraTenantId, audiences, use } = group.providerTokens;
    return [entraTenantId, ...audiences, use?.address, use?.userAgent];
  }
  const { label, id, secrets, trust, use, networks } = group.client;
  return [
    label,
    id,
    ...secrets.map(({ hint }) => hint),
    trust?.entraTenantId,
    trust?.subject,
    ...(trust?.audiences ?? []),
    use?.address,
    use?.userAgent,
    ...networks,
  ];
}

/** Tokens by what they replace: each chain once, its newest token first. */
function chains(tokens: readonly Token[]): TokenGroup[] {
  const byId = new Map(tokens.map((token) => [token.id, token]));
  /** Only as long as the one before still works: after that each stands for itself. */
  const before = (token: Token): Token | undefined => {
    const replaced = token.replacesId === null ? undefined : byId.get(token.replacesId);
    return replaced?.handover?.newTokenId === token.id ? replaced : undefined;
  };
  const followers = new Set(tokens.flatMap((token) => before(token)?.id ?? []));
  const listed = new Set<Token>();
  return [...tokens.filter(({ id }) => !followers.has(id)), ...tokens].flatMap((newest): TokenGroup[] => {
    const chain: Token[] = [];
    for (let next: Token | undefined = newest; next !== undefined && !listed.has(next); next = before(next)) {
      listed.add(next);
      chain.push(next);
    }
    return chain.length === 0 ? [] : [{ kind: 'token', id: newest.id, tokens: chain }];
  });
}

const order: Record<Token['state'], number> = { active: 0, expired: 1, revoked: 2 };

const rank = (group: CredentialGroup): number => {
  if (group.kind === 'provider') return 0;
  if (group.kind === 'client') return order[clientState(group.client)];
  return Math.min(...group.tokens.map(({ state }) => order[state]));
};

/** Every credential there is. */
export function credentialGroups({ tokens = [], clients = [], providerTokens }: Credentials): CredentialGroup[] {
  const groups: CredentialGroup[] = [
    ...chains(tokens),
    ...clients.map((client): ClientGroup => ({ kind: 'client', id: client.id, client })),
  ];
  if (providerTokens?.enabled === true) groups.push({ kind: 'provider', id: 'provider', providerTokens });
  return groups.toSorted((a, b) => rank(a) - rank(b));
}

/** Those that a view shows. */
export function matching(
  groups: readonly CredentialGroup[],
  { search, kind, state }: CredentialsView,
  now: number,
): readonly CredentialGroup[] {
  const wanted = search.trim().toLowerCase();
  return groups.filter(
    (group) =>
      (kind === null || group.kind === kind) &&
      (state === null || statesOf(group, now).includes(state)) &&
      (wanted === '' || textsOf(group).some((text) => text?.toLowerCase().includes(wanted) === true)),
  );
}
