// Headless Rollcall: SCIM on one loopback listener, the console on another, until SIGTERM or SIGINT.
import { randomBytes } from 'node:crypto';
import { listenFailure } from '../listen-failure.ts';
import { loopback, openRollcall, tenantsOf, type Rollcall } from '../open-rollcall.ts';
import { rendererFolder, version } from '../program-files.ts';
import { loadRendererFiles } from '../renderer-files.ts';
import { StartFailure } from '../start-failure.ts';
import { openConsoleServer, type ConsoleServer } from './console-server.ts';
import { announceReady } from './ready.ts';
import { parseServeOptions, serveHelp, UsageError, type ServeOptions } from './serve-options.ts';
import { removeServerFile, writeServerFile } from './server-file.ts';
import { unlockAtStart } from './unlock-at-start.ts';

/** Longest wait for requests in flight; the promise is to be gone within two seconds. */
const goodbyeMs = 1_500;

interface Served {
  readonly rollcall: Rollcall;
  readonly consoleServer: ConsoleServer;
  readonly session: string;
}

async function openConsole({ core }: Rollcall, port: number, session: string): Promise<ConsoleServer> {
  try {
    return await openConsoleServer(core, { host: loopback, port, session, files: loadRendererFiles(rendererFolder) });
  } catch (error) {
    throw listenFailure(error, port, '--console-port');
  }
}

async function serve(options: ServeOptions): Promise<Served> {
  const rollcall = await openRollcall({ dataFolder: options.data, scimPort: options.scimPort, host: 'headless' });
  const session = randomBytes(32).toString('base64url');
  try {
    await unlockAtStart(rollcall, options);
    const consoleServer = await openConsole(rollcall, options.consolePort, session);
    rollcall.addresses.consoleUrl = consoleServer.url;
    writeServerFile(rollcall.dataFolder, { pid: process.pid, consoleUrl: consoleServer.url, session });
    return { rollcall, consoleServer, session };
  } catch (error) {
    await rollcall.close();
    throw error;
  }
}

/** Both listeners refuse new connections at once; the database closes when the requests in flight are answered. */
function stopOnSignal({ rollcall, consoleServer }: Served): void {
  const stop = async (): Promise<void> => {
    setTimeout(() => process.exit(0), goodbyeMs).unref();
    removeServerFile(rollcall.dataFolder);
    await Promise.all([consoleServer.close(), rollcall.close()]);
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stop().catch((error: unknown) => {
        console.error(error);
        process.exit(1);
      });
    });
  }
}

async function main(): Promise<void> {
  const options = parseServeOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(serveHelp);
    return;
  }
  const served = await serve(options);
  stopOnSignal(served);
  await announceReady(
    {
      event: 'ready',
      version,
      pid: process.pid,
      data: served.rollcall.dataFolder,
      scimUrl: served.rollcall.scimUrl,
      tenants: (await tenantsOf(served.rollcall)).map(({ id, slug, profile, tenantUrl }) => ({
        id,
        slug,
        profile,
        tenantUrl,
      })),
      consoleUrl: `${served.consoleServer.url}/#session=${served.session}`,
    },
    options,
  );
}

main().catch((error: unknown) => {
  if (error instanceof UsageError) process.stderr.write(`rollcall: ${error.message}\n\n${serveHelp}`);
  else if (error instanceof StartFailure) process.stderr.write(`rollcall: ${error.message}\n`);
  else console.error(error);
  process.exit(error instanceof UsageError ? 2 : 1);
});
