// Keeps the tokens that were found lately, because every request looks one up and it is nearly always the same one.
// Whatever this process changes counts at once; what the CLI changes in the file beside it, a second later.
import type { Clock } from '../ports/clock.ts';
import type { StoredToken, TokenStore } from '../ports/token-store.ts';

const rememberedMs = 1_000;
/** Valid tokens in use at once; far more than identity providers have. */
const capacity = 1_000;

const keyOf = (hash: Uint8Array): string => Buffer.from(hash.buffer, hash.byteOffset, hash.length).toString('latin1');

/** A store that can be told that something else changed its tokens. */
export interface RememberedTokens extends TokenStore {
  /** Every token is read again. */
  forget(): void;
}

/** The same store, asked less often. Unknown hashes are not remembered: guesses must not fill memory. */
export function rememberTokens(tokens: TokenStore, clock: Pick<Clock, 'monotonic'>): RememberedTokens {
  const remembered = new Map<string, { readonly token: StoredToken; readonly until: number }>();

  /** What may have changed any token makes all of them be read again. */
  const forgetting = async <Value>(change: Promise<Value>): Promise<Value> => {
    const value = await change;
    remembered.clear();
    return value;
  };

  return {
    create: (token, judge, keepsSecret) => tokens.create(token, judge, keepsSecret),
    createAccessToken: (token) => tokens.createAccessToken(token),
    list: (tenantId) => tokens.list(tenantId),
    async findByHash(hash) {
      const key = keyOf(hash);
      const known = remembered.get(key);
      if (known !== undefined && clock.monotonic() < known.until) return known.token;
      const token = await tokens.findByHash(hash);
      if (token === undefined) {
        remembered.delete(key);
        return undefined;
      }
      if (remembered.size >= capacity) remembered.clear();
      remembered.set(key, { token, until: clock.monotonic() + rememberedMs });
      return token;
    },
    set: (tenantId, id, facts, judge) => forgetting(tokens.set(tenantId, id, facts, judge)),
    revoke: (tenantId, id, at, judge) => forgetting(tokens.revoke(tenantId, id, at, judge)),
    remove: (tenantId, id, at, judge) => forgetting(tokens.remove(tenantId, id, at, judge)),
    forget: () => remembered.clear(),
    labelOf: (tenantId, id) => tokens.labelOf(tenantId, id),
    eraseSealed: (tenantId) => forgetting(tokens.eraseSealed(tenantId)),
    purgeAccessTokens: (expiredBefore) => forgetting(tokens.purgeAccessTokens(expiredBefore)),
  };
}
