import { protocol } from 'electron';
import { consolePageHeaders } from '../content-security-policy.ts';
import type { RendererFile } from '../renderer-files.ts';
import { consoleHost, consoleScheme } from './console-origin.ts';

/** Must run before the app is ready: a standard, secure scheme has an origin, which CSP and IPC checks rest on. */
export function registerConsoleScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: consoleScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built console on app://rollcall/, and nothing else. */
export function serveConsole(files: ReadonlyMap<string, RendererFile>): void {
  protocol.handle(consoleScheme, async (request) => {
    const { host, pathname } = new URL(request.url);
    const file = host === consoleHost ? files.get(pathname) : undefined;
    if (file === undefined) return new Response('Not found', { status: 404, headers: consolePageHeaders });
    const headers = { ...consolePageHeaders, 'content-type': file.type };
    return new Response(new Uint8Array(await file.read()), { headers });
  });
}
