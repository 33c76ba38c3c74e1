import { defineConfig } from 'playwright/test';
import { compileCache } from './compile-cache.ts';
import { testKeyFolder } from './key-folder.ts';

process.env['ROLLCALL_KEY_FOLDER'] = testKeyFolder;
process.env['NODE_COMPILE_CACHE'] = compileCache;
// The identity providers of the specs are on this machine, and speak http.
process.env['ROLLCALL_ALLOW_LOOPBACK_ISSUER'] = '1';

export default defineConfig({
  testDir: './e2e',
  globalSetup: './e2e/build.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  // What passes only then is named at the end of the run.
  retries: 1,
  // How long a spec waits for what it expects, before it says that it never came. A deadline and no measure: a busy machine
  // takes several times as long as an idle one, and a wait ends when its condition holds.
  timeout: 120_000,
  expect: { timeout: 40_000 },
  reporter: [['list'], ['./closing-line-playwright.ts']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure', video: 'off' },
  projects: [{ name: 'serve' }, { name: 'standin' }, { name: 'electron' }],
});
