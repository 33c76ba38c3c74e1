// The tenant that the demo talks to: the one given on the command line, a running Rollcall's, or one that is started.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultDataFolder } from '../data-folder.ts';
import { callConsole, type ConsoleAccess } from './console-access.ts';
import { DemoFailure } from './demo-failure.ts';
import type { DemoOptions } from './options.ts';
import { startServer } from './server-process.ts';

export interface Target {
  readonly tenantUrl: string;
  readonly token: string;
  /** Where the board is; holds the session. Null when only a Tenant URL is known. */
  readonly consoleUrl: string | null;
  /** Set when the demo started Rollcall: resolves when that process ends. */
  readonly ended: Promise<unknown> | null;
  /** The data folder of a Rollcall that the demo started. */
  readonly dataFolder: string | null;
  /** Revokes the token that was made for the demo and stops the Rollcall that was started for it. */
  close(): Promise<void>;
}

/** People who do not exist do not belong into an admin's own directory: a Rollcall started here has its own folder. */
const demoFolder = (): string => `${defaultDataFolder()} Demo`;

export async function openTarget(options: DemoOptions, signal: AbortSignal): Promise<Target> {
  if (options.tenant !== undefined) {
    return { ...options.tenant, consoleUrl: null, ended: null, dataFolder: null, close: () => Promise.resolve() };
  }
  const folders = options.data === undefined ? [defaultDataFolder(), demoFolder()] : [options.data];
  for (const folder of folders) {
    const running = findRunning(folder);
    if (running !== undefined) {
      return { ...(await tenantOf(running, options.tenantSlug)), ended: null, dataFolder: null };
    }
  }
  const dataFolder = options.data ?? demoFolder();
  const server = await startServer(dataFolder, signal);
  try {
    const tenant = await tenantOf(server.access, options.tenantSlug);
    return {
      ...tenant,
      ended: server.ended,
      dataFolder,
      async close() {
        await tenant.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** What a running server left in its data folder. A file whose process is gone is left over from a crash. */
function findRunning(folder: string): ConsoleAccess | undefined {
  const file = join(folder, 'server.json');
  try {
    const { pid, consoleUrl, session } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    if (typeof pid !== 'number' || typeof consoleUrl !== 'string' || typeof session !== 'string') {
      throw new DemoFailure(`${file} has no pid, consoleUrl and session. Restart the Rollcall that wrote it.`);
    }
    return isAlive(pid) ? { origin: new URL(consoleUrl).origin, session } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

type Tenant = Pick<Target, 'tenantUrl' | 'token' | 'consoleUrl' | 'close'>;

/** The tenant's URL and a token of its own, so that its admin sees in the list what the demo used. */
async function tenantOf(access: ConsoleAccess, slug: string): Promise<Tenant> {
  const tenants = await callConsole(access, 'tenants.list', {});
  const tenant = tenants.find((candidate) => candidate.slug === slug);
  if (tenant === undefined || tenant.tenantUrl === null) {
    const known = tenants.map((candidate) => candidate.slug).join(', ') || 'none';
    throw new DemoFailure(`The Rollcall at ${access.origin} serves no tenant "${slug}". It has: ${known}.`);
  }
  const { token, secret } = await callConsole(access, 'tokens.create', { tenantId: tenant.id, label: 'Demo' });
  return {
    tenantUrl: tenant.tenantUrl,
    token: secret,
    consoleUrl: `${access.origin}/#session=${access.session}`,
    close: async () => void (await callConsole(access, 'tokens.revoke', { tenantId: tenant.id, id: token.id })),
  };
}
