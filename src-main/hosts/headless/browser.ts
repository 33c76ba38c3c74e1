/** Whether a browser could be shown: not on a server, and not in a pipeline. */
export const hasDisplay = (): boolean =>
  process.env['CI'] === undefined &&
  (process.platform !== 'linux' || [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some(Boolean));

/** Opens the system's browser; the address was printed before for when there is none. */
export async function openInBrowser(url: string): Promise<void> {
  const { default: open } = await import('open');
  const browser = await open(url);
  browser.once('error', () => process.stderr.write('No browser could be opened; use the address above.\n'));
}
