import { shell } from 'electron';

/** The only sites a link of the console may open, in the person's own browser. */
const hosts = ['learn.microsoft.com', 'entra.microsoft.com'];

export function openExternalLink(url: string): void {
  const link = URL.parse(url);
  if (link?.protocol !== 'https:' || !hosts.includes(link.host)) return;
  shell.openExternal(link.href).catch((error: unknown) => console.error(error));
}
