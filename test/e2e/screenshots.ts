// `npm run screenshots`: README's pictures, from a real Rollcall that the demo has filled.
import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { projectRoot } from '../../src-main/hosts/build.ts';
import { chromiumArgs, chromiumPath } from '../chromium.ts';
import { serve } from '../served.ts';

const folder = join(projectRoot, 'resources', 'screenshots');
const viewport = { width: 1440, height: 900 };

const open = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
};

async function take(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(600); // the tint of a live change is over
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`resources/screenshots/${name}.png`);
}

async function pictures(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.locator('.chart .recharts-surface').first().waitFor();
  await take(page, `overview-${theme}`);
  await open(page, 'Board');
  await page
    .getByRole('row', { name: /@northwind\.example/ })
    .first()
    .waitFor();
  await take(page, `board-${theme}`);
  await page.getByRole('row', { name: /Adaeze Osman/ }).click();
  await page.getByRole('tab', { name: 'History' }).click();
  await take(page, `profile-${theme}`);
  await page.keyboard.press('Escape');
  await page.getByText('Cards', { exact: true }).click();
  await take(page, `cards-${theme}`);
  await open(page, 'Provisioning log');
  await page
    .getByRole('row', { name: /Updated Adaeze Osman/ })
    .last()
    .click();
  await page.getByText('Request body').waitFor();
  await take(page, `log-${theme}`);
}

await mkdir(folder, { recursive: true });
await using served = await serve();
const token = await served.createToken();
const demo = join(projectRoot, 'out', 'main', 'demo.js');
const { status } = spawnSync(
  process.execPath,
  [demo, '--url', served.tenantUrl, '--token', token, '--fast', '--exit'],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
if (status !== 0) throw new Error('The demo got an unexpected answer: pictures of that would not be true.');

const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArgs });
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    // oxlint-disable-next-line no-await-in-loop -- one theme after the other, each in a browser context of its own
    const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
    // oxlint-disable-next-line no-await-in-loop -- as above
    await page.goto(served.ready.consoleUrl);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await pictures(page, colorScheme);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await page.close();
  }
} finally {
  await browser.close();
}
