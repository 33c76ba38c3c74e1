import { defineConfig } from 'playwright/test';
import { testKeyFolder } from './key-folder.ts';

process.env['ROLLCALL_KEY_FOLDER'] = testKeyFolder;
// The identity providers of the specs are on this machine, and speak http.
process.env['ROLLCALL_ALLOW_LOOPBACK_ISSUER'] = '1';

export default defineConfig({
  testDir: './e2e',
  globalSetup: './e2e/build.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 30_000,
  reporter: [['list'], ['./closing-line-playwright.ts']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure', video: 'off' },
  projects: [{ name: 'serve' }, { name: 'standin' }, { name: 'electron' }],
});
