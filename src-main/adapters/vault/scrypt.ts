// scrypt (RFC 7914) off the event loop, one at a time: 2^17 takes 128 MiB, and several at once would be several times that.
import { randomBytes, scrypt } from 'node:crypto';

/** N is 2^ln. */
export interface ScryptCost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

const saltBytes = 16;
/** 16 random bytes, anew for each passphrase. */
export const makeSalt = (): Buffer => randomBytes(saltBytes);

/** What is read from a file may ask for this much and no more: 1 GiB, and some seconds. */
const most: ScryptCost = { ln: 20, r: 8, p: 4 };

export const isBearable = ({ ln, r, p }: ScryptCost): boolean =>
  [ln, r, p].every((value) => Number.isInteger(value) && value >= 1) && ln <= most.ln && r <= most.r && p <= most.p;

let last: Promise<unknown> = Promise.resolve();

/** 32 bytes. */
export function stretch(secret: string, salt: Uint8Array, { ln, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** ln;
  // Node's own limit of 32 MiB refuses what the cost asks for.
  const maxmem = 2 * 128 * N * r * p;
  const next = last.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        scrypt(secret.normalize('NFKC'), salt, 32, { N, r, p, maxmem }, (error, key) => {
          if (error === null) resolve(key);
          else reject(error);
        });
      }),
  );
  last = next.catch(() => undefined); // whoever waits for it is told; the next one is not concerned
  return next;
}
