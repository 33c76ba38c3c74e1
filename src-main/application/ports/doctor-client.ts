// How the doctor reaches the public URL: requests exactly as written, answers as they came, and what TLS shows.
import type { DoctorEcho } from '#shared/tunnel/doctor-echo.ts';

/** One request of the doctor, to the letter. */
export interface DoctorRequest {
  /** `probe` asks as the supervisor does, which every Rollcall answers; `echo` asks what arrived. */
  readonly as: 'probe' | 'echo';
  readonly method: 'GET' | 'PATCH' | 'POST';
  /** Path and query as they go out: nothing of it is encoded or put in order. */
  readonly path: string;
  /** Nothing is added but Host, the connection's own, and the length of the body. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the listener received, beside what was sent. */
export interface Arrived extends DoctorEcho {
  readonly authorization: 'absent' | 'same' | 'other';
  readonly bodyIsWhole: boolean;
}

/** What came back. Header names are in lower case; `ms` runs until the body was complete. */
export interface DoctorAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The start of its body, at most 64 KiB. */
  readonly text: string;
  readonly ms: number;
  /** Unix milliseconds of this machine's clock when the head came. */
  readonly receivedAt: number;
  /** `other`: of a Rollcall, or of one that was started before. */
  readonly from: 'this' | 'other' | 'unknown';
  /** Undefined for anything but an unbroken echo. */
  readonly arrived: Arrived | undefined;
}

/** Nothing came back, or it broke off. */
export interface NoAnswer {
  readonly kind: 'none';
  /** Node's code of the fault; `TIMEOUT` when the time limit passed. */
  readonly code: string;
  readonly message: string;
  readonly ms: number;
}

/** What became of a request; a fault is an outcome too, because it is what the doctor looks for. */
export type DoctorOutcome = DoctorAnswer | NoAnswer;

/** Connections to one origin, kept open as Entra keeps its own. */
export interface DoctorLine {
  /** Never rejects. Follows no redirect. */
  send(request: DoctorRequest): Promise<DoctorOutcome>;
  close(): void;
}

/** TLS with a server, whatever its certificate is worth. */
export type Handshake =
  | {
      readonly ok: true;
      /** As `TLSv1.2`. */
      readonly protocol: string;
      /** As OpenSSL names it. */
      readonly cipher: string;
      /** OpenSSL's code for why the certificate is not to be trusted; null when it is. */
      readonly distrust: string | null;
      readonly subject: string;
      readonly issuer: string;
      /** As the certificate has it, `DNS:a.example, DNS:b.example`. */
      readonly names: string;
      /** Unix milliseconds. */
      readonly endsAt: number;
      /** Bits of an RSA key; null for a key of another kind. */
      readonly rsaBits: number | null;
    }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** Connections from this machine to a public origin. */
export interface DoctorClient {
  open(origin: string): DoctorLine;
  /** Never rejects. Without `only` it speaks whatever this machine offers. */
  handshake(origin: string, only?: 'TLSv1.2'): Promise<Handshake>;
  /** Unix milliseconds. */
  now(): number;
}
