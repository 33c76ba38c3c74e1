// RFC 6749 §3.3: what an access token may do. A client gets what it asks for within what it has.
import type { CredentialScope } from '#shared/console-api/credentials.ts';
import type { StoredOAuthClient } from '../../ports/oauth-store.ts';
import { invalidScope } from './oauth-error.ts';

/** Entra's way to ask for all that a client has: `api://<application>/.default`. */
const isDefault = (scope: string): boolean => scope === '.default' || scope.endsWith('/.default');

/** Throws `invalid_scope` for what the client has not, and for what there is not. */
export function grantedScope(asked: string | undefined, { id, scope }: StoredOAuthClient): CredentialScope {
  const names = new Set((asked ?? '').split(' ').filter((name) => name !== '' && !isDefault(name)));
  if (names.size === 0) return scope;
  for (const name of names) {
    if (name !== 'read' && name !== 'read-write') {
      throw invalidScope(`There is no scope '${name}'. Ask for read or read-write, or leave scope out.`, id);
    }
  }
  if (!names.has('read-write')) return 'read';
  if (scope === 'read') {
    throw invalidScope(
      'The client has the scope read and asked for read-write. Leave scope out, or change the client in Rollcall.',
      id,
    );
  }
  return 'read-write';
}
