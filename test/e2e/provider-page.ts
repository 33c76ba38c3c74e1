// The identity provider's page as a person sees it: in a tab of its own beside the console, and on the desktop in the
// system's browser, which is another Chromium here.
import { chromium, expect, type ElectronApplication, type Page } from 'playwright/test';
import { chromiumArgs, chromiumPath } from '../chromium.ts';

/** What the person does there. */
export type AtProvider = (page: Page) => Promise<void>;

/** Chooses an account in the provider's form and comes back. */
export const signInAs =
  (account: string): AtProvider =>
  async (page) => {
    await page.getByLabel('Account').selectOption({ label: account });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('You can close this').waitFor();
  };

/** Leaves the provider's form without signing in. */
export const cancelThere: AtProvider = async (page) => {
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.waitForURL(/^http:\/\/localhost/);
};

/** Catches what the desktop hands to the system's browser; call before it does. */
const watchBrowser = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ shell }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    shell.openExternal = (url: string) => Promise.resolve(void asked.push(url));
  });

const lastAsked = (app: ElectronApplication): Promise<string | undefined> =>
  app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked.pop());

async function inSystemBrowser(app: ElectronApplication, act: AtProvider): Promise<void> {
  let url = '';
  const asked = async (): Promise<string> => (url ||= (await lastAsked(app)) ?? '');
  await expect.poll(asked, 'the address that the desktop opens in the browser of the system').not.toBe('');
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArgs, chromiumSandbox: false });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await act(page);
  } finally {
    await browser.close();
  }
}

/** Presses what begins a sign-in, and does `act` on the page of the provider that opens. */
export async function atProvider(
  { page, app }: { readonly page: Page; readonly app: ElectronApplication | undefined },
  begin: () => Promise<void>,
  act: AtProvider,
): Promise<void> {
  if (app === undefined) {
    // The provider does not know who used this browser before; the console itself has no cookies.
    await page.context().clearCookies();
    const opening = page.context().waitForEvent('page');
    await begin();
    const provider = await opening;
    await act(provider);
    await provider.close();
    return;
  }
  await watchBrowser(app);
  await begin();
  await inSystemBrowser(app, act);
}
