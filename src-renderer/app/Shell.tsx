import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { allows, useCaller } from '#renderer/console-client/access.ts';
import { CreateTokenDialog } from '#renderer/features/credentials/CreateTokenDialog.tsx';
import { Palette } from '#renderer/features/palette/Palette.tsx';
import type { Theme } from '#renderer/features/settings/appearance.ts';
import { ConfirmDialog } from '#renderer/features/sign-in/ConfirmDialog.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { useHashRoute } from '#renderer/ui/hash-route.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { useGlobalKeys } from './keyboard.ts';
import { Nav } from './Nav.tsx';
import { usePaletteActions } from './palette-actions.tsx';
import { routeOf } from './routes.ts';
import { TitleBar } from './TitleBar.tsx';

interface ShellProps {
  readonly theme: Theme;
  readonly tenant: TenantWithUrl;
  readonly tenants: readonly TenantWithUrl[];
}

/** Title bar, navigation and the page that the URL names. */
export function Shell({ theme, tenant, tenants }: ShellProps) {
  const { t } = useTranslation();
  const route = routeOf(useHashRoute().page);
  const main = useRef<HTMLElement>(null);
  const drawn = useRef(route.page);
  useGlobalKeys();
  // After navigation the title takes the focus, so that what comes next is the page; not on the first page.
  useEffect(() => {
    if (drawn.current !== route.page) main.current?.querySelector('h1')?.focus();
    drawn.current = route.page;
    document.title = `${t(`nav.${route.label}`)} · ${tenant.name} · Rollcall`;
  }, [route, tenant.name, t]);
  const Page = route.component;
  const permitted = allows(useCaller(), route.needs);
  return (
    <>
      <div className="shell">
        <a
          className="skip"
          href="#main"
          onClick={(event) => {
            event.preventDefault();
            const grid = main.current?.querySelector<HTMLElement>('[data-grid]');
            (grid ?? main.current?.querySelector('h1'))?.focus();
          }}
        >
          {t('nav.skip')}
        </a>
        <TitleBar theme={theme} tenant={tenant} tenants={tenants} />
        <Nav page={route.parent ?? route.page} />
        <main id="main" ref={main} className="main" data-region>
          <ErrorBoundary
            key={`${tenant.id} ${route.page}`}
            renderFault={(error, retry) => (
              <ErrorState title={t('app.pageFailed')} detail={error.message} onRetry={retry} />
            )}
          >
            {permitted ? (
              <Page />
            ) : (
              <EmptyState title={t('access.pageTitle', { page: t(`nav.${route.label}`) })}>
                {t('access.pageText')}
              </EmptyState>
            )}
          </ErrorBoundary>
        </main>
      </div>
      <Commands tenants={tenants} />
      <CreateTokenDialog />
      <ConfirmDialog />
    </>
  );
}

const Commands = ({ tenants }: Pick<ShellProps, 'tenants'>) => <Palette {...usePaletteActions(tenants)} />;
