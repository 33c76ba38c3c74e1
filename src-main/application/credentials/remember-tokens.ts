// Keeps the tokens that were found lately, because every request looks one up and it is nearly always the same one.
// Whatever this process changes counts at once; what the CLI changes in the file beside it, a second later.
import type { Clock } from '../ports/clock.ts';
import type { StoredToken, TokenStore } from '../ports/token-store.ts';

const rememberedMs = 1_000;
/** Valid tokens in use at once; far more than identity providers have. */
const capacity = 1_000;

const keyOf = (hash: Uint8Array): string => Buffer.from(hash.buffer, hash.byteOffset, hash.length).toString('latin1');

/** The same store, asked less often. Unknown hashes are not remembered: guesses must not fill memory. */
export function rememberTokens(tokens: TokenStore, clock: Pick<Clock, 'monotonic'>): TokenStore {
  const remembered = new Map<string, { readonly token: StoredToken; readonly until: number }>();

  return {
    create: (token) => tokens.create(token),
    list: (tenantId) => tokens.list(tenantId),
    touch: (id, at) => tokens.touch(id, at),
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
    async eraseSealed(tenantId) {
      const erased = await tokens.eraseSealed(tenantId);
      remembered.clear();
      return erased;
    },
    async revoke(tenantId, id, at) {
      const revoked = await tokens.revoke(tenantId, id, at);
      remembered.clear();
      return revoked;
    },
  };
}
