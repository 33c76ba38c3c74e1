import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArgs, chromiumPath } from './chromium.ts';
import { compileCache } from './compile-cache.ts';
import { testKeyFolder } from './key-folder.ts';

// How long a test waits for what it expects, before it says that it never came. A deadline and no measure: a busy machine
// takes several times as long as an idle one, and a wait ends when its condition holds.
const deadlines = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000 } } };

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    // Much of the time is spent waiting: for processes, tunnels and clocks.
    maxWorkers: 2,
    // What passes only then is named at the end of the run.
    retry: 1,
    reporters: ['default', './test/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'test/{architecture,protocol,application,storage,http,idp,conformance,console,hosts,tunnel}/**/*.test.ts',
          ],
          ...deadlines,
          env: { ROLLCALL_KEY_FOLDER: testKeyFolder, NODE_COMPILE_CACHE: compileCache },
        },
      },
      {
        plugins: [react()],
        // What is met only in a lazy chunk would make Vite optimise again and reload the page in the middle of a run.
        optimizeDeps: {
          include: [
            'vitest-browser-react',
            'react',
            'react-dom',
            'react-dom/client',
            'react-i18next',
            'i18next',
            'zustand',
            'zustand/vanilla',
            '@tanstack/react-query',
            '@tanstack/react-virtual',
            '@mantine/core',
            '@mantine/hooks',
            '@mantine/form',
            '@mantine/charts',
            '@mantine/notifications',
            '@mantine/spotlight',
            '@tabler/icons-react',
            '@codemirror/lang-json',
            '@codemirror/language',
            '@codemirror/state',
            '@codemirror/view',
            '@lezer/highlight',
            'qr',
          ],
        },
        test: {
          ...deadlines,
          name: 'renderer',
          include: ['test/renderer/**/*.test.{ts,tsx}'],
          browser: {
            enabled: true,
            headless: true,
            // Until the page has loaded what Vite makes of it the first time.
            connectTimeout: 240_000,
            screenshotFailures: false,
            instances: [{ browser: 'chromium' }],
            provider: playwright({
              launchOptions: { executablePath: chromiumPath, args: chromiumArgs },
              // A click waits until what it presses stands still.
              contextOptions: { reducedMotion: 'reduce' },
            }),
          },
        },
      },
    ],
  },
});
