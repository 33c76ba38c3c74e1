// What the doctor's requests and their answers carry: a ticket that only this process can make, and in return what the
// public listener received. Nothing of what is served is in it.
import { z } from 'zod';

/** Carries the ticket of a request of the doctor. */
export const ticketHeader = 'x-doctor';

/** The member of the answer, an empty ListResponse, that holds the echo. */
export const echoMember = 'doctorEcho';

/** ETag of every echo, in the form of a resource's. */
export const echoEtag = 'W/"doctor"';

/** Headers whose values an echo shows; of all others it has the names. */
export const shownHeaders = [
  'accept',
  'accept-encoding',
  'content-encoding',
  'content-type',
  'host',
  'if-match',
  'user-agent',
  'via',
  'x-forwarded-proto',
] as const;

export const doctorEcho = z.object({
  method: z.string(),
  /** Path and query as they arrived, before anything is decoded. */
  url: z.string(),
  /** Names in lower case. */
  headerNames: z.array(z.string()),
  headers: z.partialRecord(z.enum(shownHeaders), z.string()),
  /** SHA-256 of the Authorization header in base64url; null when none arrived. */
  authorizationSha256: z.string().nullable(),
  /** `sha256` in base64url. */
  body: z.object({ bytes: z.number().int(), sha256: z.string() }),
  /** The base of the URLs that Rollcall would answer to this request; null outside of a tenant's SCIM path. */
  baseUrl: z.string().nullable(),
  sender: z.object({
    /** The header that the sender's address is taken from; a reverse proxy's while no tunnel runs. */
    header: z.enum(['cf-connecting-ip', 'x-forwarded-for']),
    /** What it says; null where it names no address. */
    address: z.string().nullable(),
    /** Whether the tunnel's list of networks lets it in. */
    allowed: z.boolean(),
  }),
});
export type DoctorEcho = z.infer<typeof doctorEcho>;
