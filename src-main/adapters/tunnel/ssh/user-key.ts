// The key that this Rollcall signs in with, made here so that its private half never exists anywhere else.
import ssh2, { type ParsedKey } from 'ssh2';
import { fingerprintOf } from './host-key.ts';

export interface UserKey {
  /** OpenSSH PEM text; a secret. */
  readonly privateKey: string;
  /** `ssh-ed25519 AAAA… rollcall`. */
  readonly publicKey: string;
  readonly fingerprint: string;
}

export interface PublicUserKey {
  readonly publicKey: string;
  readonly fingerprint: string;
}

const comment = 'rollcall';

const parse = (text: string): ParsedKey | undefined => {
  const parsed: ParsedKey | ParsedKey[] | Error = ssh2.utils.parseKey(text);
  // OpenSSH keeps one key per file, for which some versions of the parser still answer with a list.
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  return key instanceof Error ? undefined : key;
};

/** Undefined when the text is no private key, or is locked with a passphrase. */
export function publicUserKey(privateKey: string): PublicUserKey | undefined {
  const key = parse(privateKey);
  if (key === undefined || !key.isPrivateKey()) return undefined;
  const blob = key.getPublicSSH();
  return { publicKey: `${key.type} ${blob.toString('base64')} ${comment}`, fingerprint: fingerprintOf(blob) };
}

export function createUserKey(): UserKey {
  for (;;) {
    const { private: privateKey } = ssh2.utils.generateKeyPairSync('ed25519', { comment });
    const shown = publicUserKey(privateKey);
    // ssh2 drops the zero byte that one public half in 256 begins with, and nobody can read that key.
    if (shown !== undefined) return { privateKey, ...shown };
  }
}
