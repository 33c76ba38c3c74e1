import { useTranslation } from 'react-i18next';
import { authorizedKeysLine, caddySnippet, nginxSnippet, sshdSnippet } from '#shared/tunnel/ssh-server.ts';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import type { TunnelDraft } from '../draft.ts';

interface ServerSnippetsProps {
  readonly draft: TunnelDraft;
  readonly publicKey: string | null;
}

/** Host name of the public URL, or of the server while there is none. */
const nameOf = ({ sshUrl, host }: TunnelDraft): string =>
  (URL.canParse(sshUrl) ? new URL(sshUrl).hostname : '') || host.trim() || 'scim.example.com';

/** What the server is set up with, ready to be copied. */
export function ServerSnippets({ draft, publicKey }: ServerSnippetsProps) {
  const { t } = useTranslation();
  const name = nameOf(draft);
  const bind = { host: draft.remoteHost.trim() || '127.0.0.1', port: Number(draft.remotePort) || 0 };
  const snippets = [
    ...(publicKey === null ? [] : [{ id: 'authorizedKeys', text: authorizedKeysLine(publicKey, bind) } as const]),
    { id: 'sshd', text: sshdSnippet(draft.user.trim() || 'rollcall') },
    { id: 'nginx', text: nginxSnippet({ name, bind }) },
    { id: 'caddy', text: caddySnippet({ name, bind }) },
  ] as const;
  return (
    <div className="tunnel-part">
      <div className="tunnel-part-head">
        <b>{t('tunnel.ssh.snippets')}</b>
        <span className="quiet">{t('tunnel.ssh.snippetsText')}</span>
      </div>
      {snippets.map(({ id, text }) => (
        <details key={id} className="tunnel-details" open={id === 'authorizedKeys'}>
          <summary>{t(`tunnel.ssh.snippet.${id}`)}</summary>
          <div className="tunnel-snippet">
            {/* The keyboard scrolls only what has the focus. */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <pre className={id === 'authorizedKeys' ? 'sunken-text mono tunnel-wrap' : 'sunken-text mono'} tabIndex={0}>
              {text}
            </pre>
            <CopyButton value={text} what={t(`tunnel.ssh.snippet.${id}`)} />
          </div>
        </details>
      ))}
    </div>
  );
}
