import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { TunnelFoot } from '#renderer/features/tunnel/TunnelFoot.tsx';
import { printHash } from '#renderer/ui/hash-route.ts';
import { useRovingLinks } from '#renderer/ui/roving-links.ts';
import { useOfferedPages } from './offered-pages.ts';

/** The pages. One tab stop: arrows go from page to page. */
export function Nav({ page }: { readonly page: string }) {
  const { t } = useTranslation();
  const { ref, onKeyDown } = useRovingLinks();
  const pages = useOfferedPages();
  return (
    // The arrows only move between the links in it, each of which stays a link.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <nav ref={ref} className="nav" aria-label={t('nav.label')} data-region onKeyDown={onKeyDown}>
      {pages
        .filter(({ parent }) => parent === undefined)
        .map(({ page: to, label, icon: Icon, section }) => (
          <div key={to}>
            {section && <hr className="nav-rule" />}
            <a
              className="nav-item"
              href={printHash(to)}
              aria-current={to === page ? 'page' : undefined}
              tabIndex={to === page ? 0 : -1}
              title={t(`nav.${label}`)}
            >
              <Icon size={17} stroke={1.7} aria-hidden />
              <span className="nav-label">{t(`nav.${label}`)}</span>
            </a>
          </div>
        ))}
      <NavFoot />
    </nav>
  );
}

/** Whether the SCIM server listens and whether this console hears of what happens. */
function NavFoot() {
  const { t } = useTranslation();
  const connection = useStore(useConsole().connection);
  const { data: settings } = useConsoleQuery('settings.get', {});
  const port = settings?.scimUrl == null ? null : new URL(settings.scimUrl).port;
  const live = connection === 'live';
  return (
    <div className="nav-foot" role="status">
      <div className="nav-state" title={t('nav.server')}>
        <span className={port === null || !live ? 'dot dot-off' : 'dot'} aria-hidden />
        <span className="nav-label">{t('nav.server')}</span>
        <span className="nav-label mono">
          {settings !== undefined && (port === null ? t('nav.notListening') : `:${port}`)}
        </span>
      </div>
      <div className="nav-state" title={t(`nav.connection.${connection}`)}>
        <span className={live ? 'dot' : 'dot dot-warn'} aria-hidden />
        <span className="nav-label">{t('nav.updates')}</span>
        <span className={live ? 'nav-label' : 'nav-label warn'}>{t(`nav.connection.${connection}`)}</span>
      </div>
      <TunnelFoot />
    </div>
  );
}
