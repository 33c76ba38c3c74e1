// Custom schemes. Chromium would not know them without Electron, so `app://host/` is loaded as
// https://host.app.standin/ and answered through Fetch.requestPaused by the handler given to protocol.handle.
import { app } from './app.ts';
import { strict } from './strict.ts';

type Handler = (request: Request) => Response | Promise<Response>;
const handlers = new Map<string, Handler>();

export const toWeb = (url: string): string =>
  url.replace(/^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i, (all, scheme: string, host: string) =>
    handlers.has(scheme) ? `https://${host || 'x'}.${scheme}.standin` : all,
  );

export const fromWeb = (url: string): string => url.replace(/^https:\/\/([^/?#]*)\.([^./?#]+)\.standin/, '$2://$1');

/** The handler's answer, or a network error as Electron makes it when there is none or it throws. */
export async function answer(request: Request): Promise<Response> {
  const handler = handlers.get(request.url.slice(0, request.url.indexOf(':')));
  if (handler === undefined) return Response.error();
  try {
    return await handler(request);
  } catch (error) {
    console.error(error);
    return Response.error();
  }
}

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (_schemes: Electron.CustomScheme[]): void => {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
  },
  handle: (scheme: string, handler: (request: GlobalRequest) => GlobalResponse | Promise<GlobalResponse>): void => {
    if (handlers.has(scheme)) throw new Error('Failed to register protocol');
    handlers.set(scheme, handler);
  },
  unhandle: (scheme: string): void => {
    handlers.delete(scheme);
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
});
