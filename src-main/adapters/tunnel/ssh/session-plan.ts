import type { RemoteBind } from '#shared/tunnel/ssh-server.ts';
import type { PinnedKey } from './host-key.ts';
import type { ShellService } from './shell-services.ts';

/** What a session is opened with: the config with nothing left open. */
export interface SessionPlan {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** OpenSSH PEM text without a passphrase; services for everyone need none. */
  readonly privateKey: string | undefined;
  /** The only host key that is spoken to. */
  readonly hostKey: PinnedKey;
  readonly bind: RemoteBind;
  /** The origin that the own server's proxy answers at, or the service that prints one into its shell. */
  readonly url: { readonly origin: string } | { readonly printedBy: ShellService };
}
