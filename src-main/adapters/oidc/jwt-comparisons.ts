// What a JWT claims beside what it is expected to: the comparisons in the order the library makes them, in words for the admin.
import { errors, type JWTPayload } from 'jose';
import type { JwtCheck, JwtExpectations } from '../../application/ports/assertions.ts';

/** The one signature algorithm that is taken. */
export const algorithm = 'RS256';
const receivedCharacters = 200;

/** A claim as it came, cut to a readable length. */
export const shown = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > receivedCharacters ? `${text.slice(0, receivedCharacters - 1)}…` : text;
};

const time = (seconds: unknown): string => {
  const date = new Date(Number(seconds) * 1000);
  return typeof seconds === 'number' && !Number.isNaN(date.getTime()) ? date.toISOString() : shown(seconds);
};

/** What a JWT says of itself; nothing of it proven. */
export interface Read {
  readonly header: { readonly alg?: unknown; readonly kid?: unknown };
  readonly payload: JWTPayload;
}

/** The comparisons after the issuer's, in the order the library makes them. */
export type Claimed = 'signature' | 'subject' | 'audience' | 'lifetime' | 'tenant';

interface Comparison {
  readonly check: Claimed;
  readonly expected: string;
  readonly received: string;
}

/** All that is compared once the issuer fits. */
export function comparisons({ header, payload }: Read, expected: JwtExpectations, now: string): readonly Comparison[] {
  const { exp, nbf } = payload;
  const from = nbf === undefined ? '' : `from ${time(nbf)} `;
  return [
    {
      check: 'signature',
      expected: `${algorithm} by a key of the issuer`,
      received: `${shown(header.alg)}, key ${shown(header.kid)}`,
    },
    ...(expected.subject === undefined
      ? []
      : [{ check: 'subject', expected: expected.subject, received: shown(payload.sub) } as const]),
    { check: 'audience', expected: expected.audiences.join(' or '), received: shown(payload.aud) },
    { check: 'lifetime', expected: `exp and iat, holding at ${now}`, received: `${from}until ${time(exp)}` },
    { check: 'tenant', expected: expected.tenantId, received: shown(payload['tid']) },
  ];
}

const checkOfClaim: Readonly<Record<string, Claimed>> = { sub: 'subject', aud: 'audience' };

/** Which comparison an error of the library is about. */
export function checkOf(error: unknown): Claimed {
  if (error instanceof errors.JWTExpired) return 'lifetime';
  if (error instanceof errors.JWTClaimValidationFailed) return checkOfClaim[error.claim] ?? 'lifetime';
  return 'signature';
}

/** All up to the one named, which failed; without one, all. */
export function checksUpTo(all: readonly Comparison[], broken: Claimed | undefined): readonly JwtCheck[] {
  const end = broken === undefined ? -1 : all.findIndex(({ check }) => check === broken);
  if (end === -1) return all.map((one) => ({ ...one, passed: true }));
  return all.slice(0, end + 1).map((one, index) => ({ ...one, passed: index < end }));
}
