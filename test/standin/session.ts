import { strict } from './strict.ts';

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];

/** Recorded, not enforced: Chromium's own permissions stay as they are; a test calls the handlers. */
const permissions = {
  standinRequest: null as RequestHandler,
  standinCheck: null as CheckHandler,
  setPermissionRequestHandler: (handler: RequestHandler): void => {
    permissions.standinRequest = handler;
  },
  setPermissionCheckHandler: (handler: CheckHandler): void => {
    permissions.standinCheck = handler;
  },
};

export const session = { defaultSession: strict('session', permissions) };
