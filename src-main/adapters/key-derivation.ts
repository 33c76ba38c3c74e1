// scrypt verifiers as PHC strings, and HKDF, on OpenSSL or BoringSSL.
import { hkdfSync, timingSafeEqual } from 'node:crypto';
import type { KeyDerivation } from '../application/ports/key-derivation.ts';
import { isBearable, makeSalt, stretch, type ScryptCost } from './vault/scrypt.ts';

const usualCost: ScryptCost = { ln: 15, r: 8, p: 3 };
const form = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

/** @param cost of verifiers that are made; one that is there says its own */
export const createKeyDerivation = (cost: ScryptCost = usualCost): KeyDerivation => ({
  async verifierOf(secret) {
    const salt = makeSalt();
    const digest = await stretch(secret, salt, cost);
    const { ln, r, p } = cost;
    return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64url')}$${digest.toString('base64url')}`;
  },
  async verifies(secret, verifier) {
    const [, ln, r, p, salt, digest] = form.exec(verifier) ?? [];
    if (salt === undefined || digest === undefined) return false;
    const kept: ScryptCost = { ln: Number(ln), r: Number(r), p: Number(p) };
    if (!isBearable(kept)) return false;
    return timingSafeEqual(
      await stretch(secret, Buffer.from(salt, 'base64url'), kept),
      Buffer.from(digest, 'base64url'),
    );
  },
  derive: (secret, salt, info) => Buffer.from(hkdfSync('sha256', secret, salt, info, 32)),
});
