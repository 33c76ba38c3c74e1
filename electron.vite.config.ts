import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      externalizeDeps: true,
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: at('src-main/hosts/electron/main.ts'),
          serve: at('src-main/hosts/headless/main.ts'),
          cli: at('src-main/hosts/headless/cli.ts'),
          demo: at('src-main/hosts/demo/main.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false, // a sandboxed preload may require nothing but 'electron'
      rolldownOptions: {
        input: { index: at('src-main/hosts/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    plugins: [react()],
    build: {
      minify: true,
      assetsInlineLimit: 0, // small fonts would become data: URLs, which the CSP refuses
      rolldownOptions: { input: at('src-renderer/index.html') },
    },
  },
});
