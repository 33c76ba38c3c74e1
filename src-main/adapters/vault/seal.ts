// Sealed values: `v1.<nonce>.<ciphertext and tag>`, base64url, AES-256-GCM with a nonce of 12 random bytes and a tag of 16.
// What a value belongs to is authenticated with it: `table:row:purpose`, the row named by tenant and id.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretContext } from '../../application/ports/secret-vault.ts';

const algorithm = 'aes-256-gcm';
/** Said explicitly: without it a shortened tag would be taken. */
const authTagLength = 16;
const nonceLength = 12;
const form = /^v1\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22,})$/;

/** Ids are UUIDs and the rest is ours, so that no two contexts make the same text. */
const boundTo = ({ table, tenantId, id, purpose }: SecretContext): Buffer =>
  Buffer.from(`${table}:${tenantId}/${id}:${purpose}`);

/** @param key 32 bytes */
export function sealWith(key: Uint8Array, plain: string, context: SecretContext): Uint8Array {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength });
  cipher.setAAD(boundTo(context));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return Buffer.from(`v1.${nonce.toString('base64url')}.${body.toString('base64url')}`);
}

/** Undefined for what was not sealed with this key for this context. */
export function openWith(key: Uint8Array, sealed: Uint8Array, context: SecretContext): string | undefined {
  const [, nonce, text] = form.exec(Buffer.from(sealed).toString('latin1')) ?? [];
  if (nonce === undefined || text === undefined) return undefined;
  const body = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv(algorithm, key, Buffer.from(nonce, 'base64url'), { authTagLength });
  decipher.setAAD(boundTo(context));
  decipher.setAuthTag(body.subarray(-authTagLength));
  const opened = decipher.update(body.subarray(0, -authTagLength));
  try {
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  } catch {
    // The tag does not fit: that is the answer, and Node gives no other reason for it.
    return undefined;
  }
}
