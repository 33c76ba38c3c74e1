// What axe and the content security policy say of the page that is shown.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expect } from './host.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What else the rules are about is the same in both themes. */
const ofColours = ['color-contrast', 'link-in-text-block'];
/** The pages of the navigation. */
export const pages = [
  'Overview',
  'Board',
  'Groups',
  'Roles',
  'Provisioning log',
  'Connect',
  'Tunnel',
  'Credentials',
  'Settings',
] as const;

/** Runs in the page before anything else does. */
function watchPolicy(): void {
  const seen: string[] = [];
  (window as unknown as { violations: string[] }).violations = seen;
  document.addEventListener('securitypolicyviolation', (event) => {
    seen.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
  });
}

/** What broke the policy since the page was loaded. */
export const violationsSeen = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (window as unknown as { violations: string[] }).violations);

const themes = ['light', 'dark'] as const;

async function showIn(page: Page, theme: (typeof themes)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

async function faults(page: Page, theme: (typeof themes)[number]): Promise<readonly string[]> {
  await showIn(page, theme);
  // Legacy mode: the other one opens a second page, which Electron's contexts cannot.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (theme === 'light' ? axe.withTags(rules) : axe.withRules([...ofColours])).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

export type Check = (what: string) => Promise<void>;

/** Looks at what is shown whenever it is called, in both themes, into `found`. */
export const checkInto =
  (page: Page, found: string[]): Check =>
  async (what) => {
    for (const theme of themes) {
      // oxlint-disable-next-line no-await-in-loop -- one page has one theme at a time
      found.push(...(await faults(page, theme)).map((fault) => `${what}, ${theme}: ${fault}`));
    }
  };

/** Goes to a page of the navigation. */
export async function open(page: Page, name: (typeof pages)[number]): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Loads the console in its light theme, watched. */
export async function startWatched(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.addInitScript(watchPolicy);
  await page.reload();
}
