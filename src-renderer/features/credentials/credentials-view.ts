// What the credentials page shows, read from the URL: `#/credentials?q=entra&kind=token&state=soon&dialog=rotate&id=…`.
// Creating a token opens on every page.
import { oneOf } from '#shared/lang/one-of.ts';
import { printHash, searchOf, setParams } from '#renderer/ui/hash-route.ts';

export const kinds = ['token', 'client', 'provider'] as const;
export type Kind = (typeof kinds)[number];
/** `soon`: active, and about to expire. */
export const states = ['active', 'soon', 'expired', 'revoked'] as const;
export type State = (typeof states)[number];

export interface CredentialsView {
  readonly search: string;
  readonly kind: Kind | null;
  readonly state: State | null;
  /** The part of the page that a link leads to. */
  readonly section: string | null;
}

export function credentialsView(params: URLSearchParams): CredentialsView {
  return {
    search: searchOf(params),
    kind: oneOf(kinds, params.get('kind')),
    state: oneOf(states, params.get('state')),
    section: params.get('section'),
  };
}

export const createTokenDialog = 'create-token';

/** About one credential, whose id is in the URL too; `create-client` and `provider-tokens` are about none. */
const dialogs = [
  'rotate',
  'edit',
  'reveal',
  'revoke',
  'delete',
  'create-client',
  'connection',
  'edit-client',
  'add-secret',
  'revoke-secret',
  'revoke-client',
  'delete-client',
  'provider-tokens',
] as const;
export type DialogName = (typeof dialogs)[number];

export const dialogOf = (params: URLSearchParams): DialogName | null => oneOf(dialogs, params.get('dialog'));

/** `id` is a token's or a client's, or with revoke-secret a secret's. */
export const openDialog = (dialog: DialogName, id: string | null = null): void => setParams({ dialog, id });
export const openCreateToken = (): void => setParams({ dialog: createTokenDialog });
export const closeDialog = (): void => setParams({ dialog: null, id: null });
export const clearFilters = (): void => setParams({ q: null, kind: null, state: null });

export const personHref = (id: string): string => printHash('board', { person: id });
