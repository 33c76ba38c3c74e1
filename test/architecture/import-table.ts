// Who may import whom. A row holds for the files below `folder`; the longest matching folder wins. An entry that ends
// with a slash is a folder of ours, `node:` is any Node built-in, anything else is a package (or its sub-path).

export interface Row {
  readonly folder: string;
  readonly may: readonly string[];
  /** Said in the failure message. */
  readonly why: string;
}

const shared = 'src-shared/';
const protocol = 'src-main/protocol/';
const ports = 'src-main/application/ports/';
const everythingOfMain = [
  'src-main/protocol/',
  'src-main/application/',
  'src-main/storage/',
  'src-main/http/',
  'src-main/adapters/',
];

export const importTable: readonly Row[] = [
  { folder: shared, may: [shared, 'zod'], why: 'vocabulary and contracts, for main and renderer alike' },
  {
    folder: protocol,
    may: [protocol, 'src-shared/scim/', 'src-shared/lang/'],
    why: 'the engine is pure: no Node, no packages, no I/O',
  },
  {
    folder: 'src-main/application/',
    may: ['src-main/application/', protocol, shared],
    why: 'use cases reach the world through their ports',
  },
  { folder: ports, may: [ports, protocol, shared], why: 'a port is a type, not an implementation' },
  {
    folder: 'src-main/storage/',
    may: ['src-main/storage/', ports, 'src-main/protocol/filter/', 'src-main/protocol/schema/', shared],
    why: 'storage knows the ports and the filter tree, and no database package outside storage/sqlite',
  },
  {
    folder: 'src-main/storage/sqlite/',
    may: [
      'src-main/storage/',
      ports,
      'src-main/protocol/filter/',
      'src-main/protocol/schema/',
      shared,
      'better-sqlite3',
      'node:',
    ],
    why: 'the only room that knows SQLite',
  },
  {
    folder: 'src-main/http/',
    may: ['src-main/http/', 'src-main/application/', 'src-main/protocol/message/', shared, 'fastify', 'node:'],
    why: 'the SCIM edge: no storage, no console',
  },
  {
    folder: 'src-main/adapters/',
    may: ['src-main/adapters/', ports, shared, 'node:'],
    why: 'adapters implement ports',
  },
  {
    folder: 'src-main/adapters/tunnel/ngrok/',
    may: ['src-main/adapters/tunnel/', ports, shared, 'node:', '@ngrok/ngrok'],
    why: 'the only room that knows the ngrok SDK',
  },
  {
    folder: 'src-main/adapters/tunnel/ssh/',
    may: ['src-main/adapters/tunnel/', ports, shared, 'node:', 'ssh2'],
    why: 'the only room that knows SSH',
  },
  {
    folder: 'src-main/hosts/',
    may: ['src-main/hosts/', ...everythingOfMain, shared, 'node:'],
    why: 'files that both hosts share reach neither Electron nor a host of their own',
  },
  {
    folder: 'src-main/hosts/headless/',
    may: ['src-main/hosts/', ...everythingOfMain, shared, 'node:', 'fastify', 'commander', 'open'],
    why: 'all of main except what reaches Electron',
  },
  {
    folder: 'src-main/hosts/demo/',
    may: ['src-main/hosts/demo/', 'src-main/hosts/data-folder.ts', shared, 'resources/', 'node:', 'cli-progress'],
    why: 'a SCIM client like any other: it may not reach the core it talks to',
  },
  {
    folder: 'src-main/hosts/electron/',
    may: ['src-main/hosts/', ...everythingOfMain, shared, 'node:', 'electron', 'i18next'],
    why: 'a window, a tray and a keychain around the core',
  },
  {
    folder: 'src-renderer/ui/',
    may: [
      'src-renderer/ui/',
      'src-shared/lang/',
      'react',
      'react-i18next',
      '@mantine/',
      '@tabler/',
      '@tanstack/react-virtual',
      '@codemirror/',
      '@lezer/',
      'qr',
    ],
    why: 'ui knows react and the UI library, no API and no feature',
  },
  {
    folder: 'src-renderer/console-client/',
    may: ['src-renderer/console-client/', shared, 'react', 'zustand', '@tanstack/react-query'],
    why: 'the one place that talks to the console API',
  },
  {
    folder: 'src-renderer/app/',
    may: [
      'src-renderer/',
      shared,
      'react',
      'react-dom',
      'react-i18next',
      'i18next',
      'zustand',
      '@mantine/',
      '@tabler/',
      '@tanstack/',
      '@fontsource-variable/',
    ],
    why: 'the frame around the features',
  },
];

/** A feature may import itself, ui, the console client and the contracts; never another feature. */
export const featureRow = (feature: string): Row => ({
  folder: `src-renderer/features/${feature}/`,
  may: [
    `src-renderer/features/${feature}/`,
    'src-renderer/ui/',
    'src-renderer/console-client/',
    shared,
    'react',
    'react-i18next',
    'zustand',
    '@mantine/',
    '@tabler/',
    '@tanstack/',
    'recharts',
  ],
  why: 'a feature never imports another feature',
});

/** Files that only their own process may load, wherever the table would allow them. */
export const forbidden: readonly { readonly from: string; readonly to: string; readonly why: string }[] = [
  {
    from: 'src-main/hosts/headless/',
    to: 'src-main/hosts/electron/',
    why: 'headless must run where no Electron is installed',
  },
  { from: 'src-main/hosts/electron/', to: 'src-main/hosts/headless/', why: 'the desktop has no console port' },
  { from: 'src-main/hosts/headless/', to: 'src-main/hosts/demo/', why: 'the demo is a client' },
  { from: 'src-main/hosts/electron/', to: 'src-main/hosts/demo/', why: 'the demo is a client' },
];
