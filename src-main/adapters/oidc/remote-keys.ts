// Public keys of an issuer (RFC 7517), fetched when they are needed and remembered on the disk. Keys that are there go on
// being used while the issuer cannot be reached; a key that is not there is asked for at most every 30 seconds.
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwksCache,
  type CryptoKey,
  type FlattenedJWSInput,
  type JWKSCacheInput,
  type JWSHeaderParameters,
} from 'jose';
import type { JwksStore } from '../../application/ports/jwks-store.ts';
import { fetchFromEntra, type StandIns } from './jwks-host.ts';

const timeoutMs = 5_000;
/** Between two fetches, whether the first failed or was of no use. */
export const cooldownMs = 30_000;
/** A key that the issuer took back is refused by then. */
const freshMs = 10 * 60_000;
/** Longest an unreachable issuer's keys are trusted: it announces new ones a day or more ahead. */
const keptMs = 24 * 3_600_000;

/** The keys cannot be had: nothing is known about the signature. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/** What jose's verification asks for the key of a signature. */
export type FindKey = (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>;

/** The issuer answered, and has no key with this id, or several without saying which. */
const isAboutKeys = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;

function openKeys(url: string, store: JwksStore, standIns: StandIns): FindKey {
  const stored = store.load(url);
  const cache: JWKSCacheInput =
    stored === undefined ? {} : { uat: stored.fetchedAt, jwks: JSON.parse(stored.jwks) as { keys: [] } };
  let savedAt = stored?.fetchedAt;
  let failedAt = -Infinity;
  const remote = createRemoteJWKSet(new URL(url), {
    timeoutDuration: timeoutMs,
    cooldownDuration: cooldownMs,
    cacheMaxAge: freshMs,
    [jwksCache]: cache,
    ...fetchFromEntra(standIns),
  });

  /** With what is remembered; a key that is missing there may be a new one. */
  const fromMemory: FindKey = async (header, token) => {
    if (cache.jwks === undefined || Date.now() - cache.uat > keptMs) {
      throw new KeysUnavailable(`The keys at ${url} could not be fetched, and none are remembered.`);
    }
    try {
      return await createLocalJWKSet(cache.jwks)(header, token);
    } catch (cause) {
      throw new KeysUnavailable(`${url} could not be fetched, and the key is not among the remembered ones.`, {
        cause,
      });
    }
  };

  return async (header, token) => {
    if (performance.now() - failedAt < cooldownMs) return fromMemory(header, token);
    try {
      return await remote(header, token);
    } catch (error) {
      if (isAboutKeys(error)) throw error;
      failedAt = performance.now();
      return await fromMemory(header, token);
    } finally {
      if (cache.jwks !== undefined && cache.uat !== savedAt) {
        savedAt = cache.uat;
        store.save(url, { jwks: JSON.stringify(cache.jwks), fetchedAt: cache.uat });
      }
    }
  };
}

/** The keys of each issuer, opened once. */
export function createRemoteKeys(store: JwksStore, standIns: StandIns = {}): (jwksUri: string) => FindKey {
  const opened = new Map<string, FindKey>();
  return (jwksUri) => {
    const known = opened.get(jwksUri) ?? openKeys(jwksUri, store, standIns);
    opened.set(jwksUri, known);
    return known;
  };
}
