import { Button, MantineProvider, mergeThemeOverrides } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CallerContext } from '#renderer/console-client/access.ts';
import { ChooseTenantContext, TenantContext, useConsole } from '#renderer/console-client/console-context.ts';
import { ConsoleProvider } from '#renderer/console-client/ConsoleProvider.tsx';
import type { RunningConsole } from '#renderer/console-client/start-console.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import type { Theme } from '#renderer/features/settings/appearance.ts';
import { SignIn } from '#renderer/features/sign-in/SignIn.tsx';
import { NewTenantDialog } from '#renderer/features/tenants/NewTenantDialog.tsx';
import { openNewTenant } from '#renderer/features/tenants/tenants-view.ts';
import { FullPage } from './FullPage.tsx';
import { Shell } from './Shell.tsx';
import { useTenantChoice } from './tenant-choice.ts';
import { theme as mantineTheme } from './theme.ts';
import { useTheme } from './use-theme.ts';
import { Words } from './Words.tsx';

/** The console's window. */
export function App({ console: running }: { readonly console: RunningConsole }) {
  const { t } = useTranslation();
  const theme = useTheme();
  // A toast's close button is an icon: its name is a text like any other.
  const named = useMemo(() => {
    const closeButtonProps = { 'aria-label': t('ui.close') };
    return mergeThemeOverrides(mantineTheme, { components: { Notification: { defaultProps: { closeButtonProps } } } });
  }, [t]);
  return (
    <MantineProvider
      theme={named}
      forceColorScheme={theme === 'light' ? 'light' : 'dark'}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <ConsoleProvider console={running}>
        <Entrance theme={theme} />
      </ConsoleProvider>
      <Notifications position="bottom-right" />
    </MantineProvider>
  );
}

/** Who sits here is asked first: what is shown depends on it. */
function Entrance({ theme }: { readonly theme: Theme }) {
  const { t } = useTranslation();
  const connection = useStore(useConsole().connection);
  const { data: session, error, retry } = useConsoleQuery('session.get', {});
  if (connection === 'unauthorized') {
    return (
      <FullPage title={t('app.sessionEnded')}>
        <p>{t('app.sessionEndedText')}</p>
      </FullPage>
    );
  }
  if (error !== null) {
    return (
      <FullPage title={t('app.unreachable')}>
        <p>{error.message}</p>
        <Button onClick={retry}>{t('ui.retry')}</Button>
      </FullPage>
    );
  }
  if (session === undefined) return null;
  if (session.caller === null) {
    return (
      <FullPage title={t('signIn.title')}>
        <SignIn session={session} />
      </FullPage>
    );
  }
  return (
    <CallerContext value={session.caller}>
      <Tenants theme={theme} />
    </CallerContext>
  );
}

function Tenants({ theme }: { readonly theme: Theme }) {
  const { t } = useTranslation();
  const { data, error, retry } = useConsoleQuery('tenants.list', {});
  const [tenant, choose] = useTenantChoice(data ?? []);
  if (error !== null) {
    return (
      <FullPage title={t('app.unreachable')}>
        <p>{error.message}</p>
        <Button onClick={retry}>{t('ui.retry')}</Button>
      </FullPage>
    );
  }
  if (data === undefined) return null;
  return (
    <ChooseTenantContext value={choose}>
      {tenant === undefined ? (
        <FullPage title={t('app.noTenant')}>
          <p>{t('app.noTenantText')}</p>
          <Button onClick={openNewTenant}>{t('tenants.new')}</Button>
        </FullPage>
      ) : (
        <TenantContext value={tenant}>
          <Words>
            <Shell theme={theme} tenant={tenant} tenants={data} />
          </Words>
        </TenantContext>
      )}
      <NewTenantDialog tenants={data} />
    </ChooseTenantContext>
  );
}
