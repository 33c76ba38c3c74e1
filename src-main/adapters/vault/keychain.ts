/** The keychain of the system, as far as this session has one that protects anything. */
export interface Keychain {
  /** As the system calls it: `gnome_libsecret`, `kwallet6`, `keychain`, `dpapi`. */
  name(): string;
  /** Why it cannot be used, for the admin; null: it can. */
  obstacle(): Promise<string | null>;
  /** Rejects when the keychain refuses or is locked. */
  wrap(text: string): Promise<Uint8Array>;
  /** `stale`: what wraps it has changed, and it is to be wrapped anew. Rejects when it does not open. */
  unwrap(wrapped: Uint8Array): Promise<{ readonly text: string; readonly stale: boolean }>;
}
