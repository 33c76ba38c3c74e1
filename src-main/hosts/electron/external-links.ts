import { shell } from 'electron';
import type { Core } from '../../application/core.ts';

/** The only sites a link of the console may open, in the person's own browser. */
const hosts = ['learn.microsoft.com', 'entra.microsoft.com'];

const isKnownSite = ({ protocol, host }: URL): boolean => protocol === 'https:' && hosts.includes(host);

/** Opens a link to one of these sites, or exactly where a sign-in that waits sends the browser. */
export function openExternalLink(url: string, { isSignInUrl }: Pick<Core, 'isSignInUrl'>): void {
  const link = URL.parse(url);
  if (link === null || !(isKnownSite(link) || isSignInUrl(link.href))) return;
  shell.openExternal(link.href).catch((error: unknown) => console.error(error));
}
