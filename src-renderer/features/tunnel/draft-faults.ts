import type { ShownTunnelConfig } from '#shared/console-api/tunnel-config.ts';
import { assertNever } from '#shared/lang/assert-never.ts';
import type { Translate } from '#renderer/ui/translate.ts';
import { storedOf, type TunnelDraft } from './draft.ts';

type Faults = Partial<Record<keyof TunnelDraft, string>>;

const isPort = (text: string, least: number): boolean =>
  /^\d{1,5}$/.test(text.trim()) && Number(text) >= least && Number(text) <= 65_535;

/** What is missing or cannot be right, by field. What an address may look like is decided, and said, by the server. */
export function draftFaults(draft: TunnelDraft, configs: readonly ShownTunnelConfig[], t: Translate): Faults {
  const missing = (...fields: readonly (keyof TunnelDraft)[]): Faults =>
    Object.fromEntries(
      fields
        .filter((field) => typeof draft[field] === 'string' && draft[field].trim() === '')
        .map((field) => [field, t('tunnel.form.missing')]),
    );
  const { provider } = draft;
  switch (provider) {
    case 'cloudflare-quick':
      return {};
    case 'cloudflare-named':
      return missing(
        'namedUrl',
        ...(storedOf(configs, 'cloudflare-named')?.hasToken === true ? [] : (['token'] as const)),
      );
    case 'ngrok':
      return missing(...(storedOf(configs, 'ngrok')?.hasAuthtoken === true ? [] : (['authtoken'] as const)));
    case 'ssh':
      return {
        ...missing('host', 'user', ...(draft.service === 'own' ? (['sshUrl', 'remoteHost'] as const) : [])),
        ...(isPort(draft.port, 1) ? {} : { port: t('tunnel.form.port') }),
        ...(isPort(draft.remotePort, 0) ? {} : { remotePort: t('tunnel.form.remotePort') }),
      };
    case 'own-url':
      return missing('ownUrl');
    default:
      return assertNever(provider, 'provider');
  }
}

/** What a start needs beside that: a server that is not known gets nothing. */
export const startFaults = ({ provider, hostKey }: TunnelDraft, t: Translate): Faults =>
  provider === 'ssh' && hostKey === null ? { hostKey: t('tunnel.ssh.hostKeyNeeded') } : {};
