// Draws a page as the app does, with a fake console behind it and its styles.
import '#renderer/app/styles/tokens.css';
import '#renderer/app/styles/mantine.css';
import '#renderer/app/styles/base.css';
import '#renderer/app/styles/marks.css';
import '#renderer/app/styles/fields.css';
import '#renderer/app/styles/contents.css';
import '#renderer/app/styles/shell.css';
import '#renderer/app/styles/sides.css';
import '#renderer/app/styles/grid.css';
import { MantineProvider } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { render } from 'vitest-browser-react';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { App } from '#renderer/app/App.tsx';
import '#renderer/app/i18n.ts';
import { theme } from '#renderer/app/theme.ts';
import { Words } from '#renderer/app/Words.tsx';
import { TenantContext } from '#renderer/console-client/console-context.ts';
import { ConsoleProvider } from '#renderer/console-client/ConsoleProvider.tsx';
import { createFakeConsole, type FakeConsole } from '#renderer/console-client/fake-client.ts';
import { startConsole } from '#renderer/console-client/start-console.ts';
import { recoveryKeyState, ssoState, vaultState } from './access-fixtures.ts';
import { providerTokens } from './credential-fixtures.ts';
import { builtInSchemas, connectState, overview, tenant, userType } from './fixtures.ts';

/** A fake console that knows the tenant, and nothing else is in it, in a tab that was never here: all tests share one. */
export function emptyConsole(): FakeConsole {
  localStorage.clear();
  sessionStorage.clear();
  // One that is still shown covers the buttons below it for some seconds.
  notifications.clean();
  const fake = createFakeConsole();
  fake.answer('tenants.list', () => [tenant]);
  fake.answer('tokens.list', () => []);
  fake.answer('oauthClients.list', () => []);
  fake.answer('providerTokens.get', () => providerTokens());
  fake.answer('roles.list', () => []);
  fake.answer('users.facets', () => ({ departments: [] }));
  fake.answer('users.list', () => ({ total: 0, of: 0, rows: [] }));
  fake.answer('groups.list', () => ({ total: 0, of: 0, rows: [] }));
  fake.answer('provisioningLog.list', () => ({ total: 0, entries: [] }));
  fake.answer('schemas.list', () => [...builtInSchemas]);
  fake.answer('resourceTypes.list', () => [userType()]);
  fake.answer('overview.get', () => overview());
  fake.answer('connect.get', () => connectState());
  fake.answer('vault.get', () => vaultState());
  fake.answer('sso.get', () => ssoState());
  fake.answer('recoveryKey.get', () => recoveryKeyState({ exists: false }));
  fake.answer('settings.get', () => ({
    version: '0.1.0',
    host: 'headless',
    dataFolder: '/home/ada/rollcall',
    databaseBytes: 1_992_294,
    scimUrl: 'http://127.0.0.1:7644',
    consoleUrl: 'http://127.0.0.1:7643',
    runtime: 'Node.js 24.21.0',
    sqlite: '3.54.1',
  }));
  return fake;
}

/** Where the page is: the URL's fragment, set before it is drawn. */
export const at = (hash: string): void => window.history.replaceState(null, '', hash);

/** A page in a window of 1200 x 700, of the tenant and in the words of its profile. */
export const drawPage = (fake: FakeConsole, page: ReactNode, shown: TenantWithUrl = tenant) =>
  render(
    <MantineProvider theme={theme} env="test" withCssVariables={false} withGlobalClasses={false}>
      <ConsoleProvider console={startConsole(fake.client)}>
        <TenantContext value={shown}>
          <Words>
            <main className="main" style={{ width: 1200, height: 700 }}>
              {page}
            </main>
          </Words>
        </TenantContext>
      </ConsoleProvider>
    </MantineProvider>,
  );

/** The whole console. */
export const drawApp = (fake: FakeConsole) =>
  render(
    <div style={{ width: 1200, height: 700 }}>
      <App console={startConsole(fake.client)} />
    </div>,
  );
