import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { storedOf } from '../draft.ts';
import type { TunnelForm } from '../use-tunnel-form.ts';

export interface SshKeyMaking {
  /** The public half of the key that is kept; null while there is none. */
  readonly publicKey: string | null;
  readonly pending: boolean;
  readonly error: string | null;
  readonly make: () => Promise<void>;
}

/** Makes the key that Rollcall signs in with. It is kept with the server's settings, so they are saved first. */
export function useSshKey({ save, configs }: TunnelForm): SshKeyMaking {
  const making = useConsoleMutation('tunnel.makeSshKey');
  return {
    publicKey: making.data?.publicKey ?? storedOf(configs, 'ssh')?.publicKey ?? null,
    pending: making.isPending,
    error: making.error?.message ?? null,
    make: async () => {
      if (await save()) making.mutate({});
    },
  };
}
