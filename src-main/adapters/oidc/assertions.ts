// RFC 7519 §7.2 and RFC 8725: a JWT of somebody else is taken only with RS256, from an issuer that is expected, with that
// issuer's own keys, for an expected audience, in time. What a header says about where keys are is never followed.
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { Assertions, Issuer, JwtCheck, JwtExpectations, JwtVerdict } from '../../application/ports/assertions.ts';
import type { JwksStore } from '../../application/ports/jwks-store.ts';
import type { StandIns } from './jwks-host.ts';
import { algorithm, checkOf, checksUpTo, comparisons, shown, type Claimed, type Read } from './jwt-comparisons.ts';
import { createRemoteKeys, KeysUnavailable, type FindKey } from './remote-keys.ts';

/** Longest JWT that is read. */
const jwtBytes = 8 * 1024;
/** How far two machines' clocks may differ. */
const clockToleranceSeconds = 60;
/** RFC 8725 §3.10: they name a key, or a place to get one from, that its sender chose. */
const keyBearingHeaders = ['jku', 'x5u', 'jwk', 'x5c'];

const passed = (check: JwtCheck['check'], expected: string, received: string): JwtCheck => ({
  check,
  passed: true,
  expected,
  received,
});
const failed = (check: JwtCheck['check'], expected: string, received: string): JwtCheck => ({
  check,
  passed: false,
  expected,
  received,
});

/** What the JWT says of itself, nothing of it proven; a check that failed where it says nothing that can be read. */
function read(jwt: string): Read | JwtCheck {
  const form = 'a signed JWT of at most 8 KiB';
  if (Buffer.byteLength(jwt) > jwtBytes) return failed('form', form, `${Buffer.byteLength(jwt)} bytes`);
  try {
    const header = decodeProtectedHeader(jwt);
    const payload = decodeJwt(jwt);
    const bearing = keyBearingHeaders.filter((name) => Object.hasOwn(header, name));
    if (bearing.length > 0) return failed('form', `no ${keyBearingHeaders.join(', ')} in the header`, bearing.join());
    return { header, payload };
  } catch (cause) {
    return failed('form', form, cause instanceof Error ? `no JWT: ${cause.message}` : 'no JWT');
  }
}

const isTenant = (tid: unknown, expected: string): boolean =>
  typeof tid === 'string' && tid.toLowerCase() === expected.toLowerCase();

async function verifyAs(
  jwt: string,
  told: Read,
  from: Issuer,
  findKey: FindKey,
  expected: JwtExpectations,
  now: string,
): Promise<JwtVerdict> {
  const issuer = passed('issuer', from.issuer, from.issuer);
  const all = comparisons(told, expected, now);
  const end = (broken: Claimed | undefined): readonly JwtCheck[] => [issuer, ...checksUpTo(all, broken)];
  try {
    const { payload } = await jwtVerify(jwt, findKey, {
      algorithms: [algorithm],
      issuer: from.issuer,
      audience: [...expected.audiences],
      ...(expected.subject === undefined ? {} : { subject: expected.subject }),
      requiredClaims: ['exp', 'iat', 'iss', 'aud'],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(now),
    });
    if (!isTenant(payload['tid'], expected.tenantId)) return { outcome: 'refused', checks: end('tenant') };
    return {
      outcome: 'verified',
      claims: { issuer: from.issuer, subject: payload.sub, expiresAtMs: Number(payload.exp) * 1000 },
      checks: end(undefined),
    };
  } catch (error) {
    if (error instanceof KeysUnavailable) {
      const keys = failed('keys', `the keys of ${from.issuer}`, error.message);
      return { outcome: 'keysUnavailable', checks: [issuer, keys] };
    }
    if (!(error instanceof errors.JOSEError)) throw error;
    return { outcome: 'refused', checks: end(checkOf(error)) };
  }
}

export function createAssertions(
  store: JwksStore,
  /** Key servers on this machine, for tests without Entra. */
  standIns?: StandIns,
): Assertions {
  const keysOf = createRemoteKeys(store, standIns);

  return {
    async verify(jwt, expected, now) {
      const told = read(jwt);
      if ('check' in told) return { outcome: 'refused', checks: [told] };
      const form = passed('form', 'a signed JWT', `a JWT of ${jwt.length} characters`);
      const from = expected.issuers.find(({ issuer }) => issuer === told.payload.iss);
      if (from === undefined) {
        const names = expected.issuers.map(({ issuer }) => issuer).join(' or ');
        return { outcome: 'refused', checks: [form, failed('issuer', names, shown(told.payload.iss))] };
      }
      const verdict = await verifyAs(jwt, told, from, keysOf(from.jwksUri), expected, now);
      return { ...verdict, checks: [form, ...verdict.checks] };
    },
  };
}
