// What the forms of tokens and OAuth clients hold while they are filled in.
import type { CredentialScope } from '#shared/console-api/credentials.ts';
import type { Token } from '#shared/console-api/tokens.ts';
import { expiryOf, type ExpiryChoice } from './expiry.ts';
import { networksOf } from '#renderer/ui/networks.ts';

export interface Limits {
  scope: CredentialScope;
  /** As typed: one a line. */
  networks: string;
}

export interface TokenDraft extends Limits {
  label: string;
  /** `keep`: as it is, where a token is edited. */
  expires: ExpiryChoice | 'keep';
  day: string;
  userId: string | null;
}

export const newToken = (label: string): TokenDraft => ({
  label,
  expires: '180',
  day: '',
  scope: 'read-write',
  networks: '',
  userId: null,
});

export const draftOf = ({ label, scope, networks, userId }: Token): TokenDraft => ({
  label,
  expires: 'keep',
  day: '',
  scope,
  networks: networks.join('\n'),
  userId,
});

/** What tokens.create and tokens.set take; the expiry is left out where it is kept. */
export const tokenInput = ({ label, expires, day, scope, networks, userId }: TokenDraft) => ({
  label: label.trim(),
  scope,
  networks: networksOf(networks),
  userId,
  ...(expires === 'keep' ? {} : { expiresAt: expiryOf(expires, day) }),
});
