// What the SCIMMY server uses of express, which ships no types of its own.
declare module 'express' {
  import type { IncomingMessage, Server, ServerResponse } from 'node:http';

  export interface Request extends IncomingMessage {
    readonly query: Record<string, unknown>;
    get: (name: string) => string | undefined;
  }
  type Handler = (request: Request, response: ServerResponse, next: (error?: unknown) => void) => void;
  interface Application {
    disable: (setting: string) => Application;
    use: ((handler: Handler) => Application) & ((path: string, router: Router) => Application);
    listen: (port: number, host: string, listening: () => void) => Server;
  }
  export class Router {
    readonly stack: readonly unknown[];
  }
  const express: () => Application;
  export default express;
}
