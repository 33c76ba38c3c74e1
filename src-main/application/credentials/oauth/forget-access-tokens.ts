import type { OAuthStore } from '../../ports/oauth-store.ts';

/** The same store; what changes a client also changes what its access tokens may do, so they are read again. */
export function forgetAccessTokens(oauth: OAuthStore, forget: () => void): OAuthStore {
  const forgetting = async (change: Promise<boolean>): Promise<boolean> => {
    const changed = await change;
    forget();
    return changed;
  };
  return {
    list: (tenantId) => oauth.list(tenantId),
    find: (tenantId, id) => oauth.find(tenantId, id),
    create: (client) => oauth.create(client),
    addSecret: (tenantId, id, secret, judge) => oauth.addSecret(tenantId, id, secret, judge),
    activeAccessTokens: (tenantId, at) => oauth.activeAccessTokens(tenantId, at),
    touchSecret: (secretId, at) => oauth.touchSecret(secretId, at),
    update: (tenantId, id, change, judge) => forgetting(oauth.update(tenantId, id, change, judge)),
    revokeSecret: (tenantId, id, secretId, at) => forgetting(oauth.revokeSecret(tenantId, id, secretId, at)),
    revoke: (tenantId, id, at) => forgetting(oauth.revoke(tenantId, id, at)),
    remove: (tenantId, id) => forgetting(oauth.remove(tenantId, id)),
  };
}
