// What no page of this app may do, whatever its scripts try: leave the console, open windows, embed pages, use devices.
import { app, session, type WebContents } from 'electron';
import type { Core } from '../../application/core.ts';
import { isConsolePage } from './console-origin.ts';
import { openExternalLink } from './external-links.ts';

/** Copy buttons write text to the clipboard; nothing else is asked for, so nothing else is granted. */
const granted = 'clipboard-sanitized-write';

function lockDownContents(contents: WebContents, core: Core): void {
  contents.setWindowOpenHandler(({ url }) => {
    openExternalLink(url, core);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    if (!isConsolePage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Holds for every window there will be; call before the first one is made. */
export function lockDownPages(core: Core): void {
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents, core));
  session.defaultSession.setPermissionRequestHandler((contents, permission, decide) =>
    decide(permission === granted && isConsolePage(contents.getURL())),
  );
  session.defaultSession.setPermissionCheckHandler(
    (contents, permission) => permission === granted && contents !== null && isConsolePage(contents.getURL()),
  );
}
