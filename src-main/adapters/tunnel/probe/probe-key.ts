import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ProbeKey } from '../../../application/ports/tunnel-probe.ts';

const ticketMs = 60_000;
/** When it ends, its nonce, and the HMAC of both. */
const ticketForm = /^(\d{13})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/** A new key for this start, in memory only. */
export function createProbeKey(): ProbeKey {
  const key = randomBytes(32);
  const sign = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  // Anybody gets a nonce signed by asking for a probe; no nonce has this form, so none of those is a ticket.
  const seal = (endsAt: string, nonce: string): Buffer => sign(`doctor ${endsAt} ${nonce}`);
  return {
    reply: (nonce) => sign(nonce).toString('base64url'),
    ticket: () => {
      const endsAt = String(Date.now() + ticketMs);
      const nonce = randomBytes(16).toString('base64url');
      return `${endsAt}.${nonce}.${seal(endsAt, nonce).toString('base64url')}`;
    },
    nonceOf: (ticket) => {
      const [, endsAt = '', nonce = '', given = ''] = ticketForm.exec(ticket) ?? [];
      const expected = seal(endsAt, nonce);
      const received = Buffer.from(given, 'base64url');
      const isOurs = received.length === expected.length && timingSafeEqual(received, expected);
      return isOurs && Number(endsAt) > Date.now() ? nonce : undefined;
    },
  };
}
