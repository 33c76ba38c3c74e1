import type { TunnelError } from '#shared/console-api/tunnel.ts';

/** A tunnel that cannot start or broke off, with what to do about it. */
export class TunnelFailure extends Error {
  override readonly name = 'TunnelFailure';
  readonly error: TunnelError;

  constructor(error: TunnelError, options?: ErrorOptions) {
    super(error.message, options);
    this.error = error;
  }
}
