// What a start says once both listeners accept: one line of JSON for programs, or a few lines for people.
import type { Tenant } from '#shared/console-api/tenants.ts';
import { hasDisplay, openInBrowser } from './browser.ts';

/** The only line that `--json` prints on stdout. */
export interface Ready {
  readonly event: 'ready';
  readonly version: string;
  readonly pid: number;
  readonly data: string;
  readonly scimUrl: string;
  readonly tenants: readonly (Pick<Tenant, 'id' | 'slug' | 'profile'> & { readonly tenantUrl: string | null })[];
  /** Holds the session secret in its fragment, which no browser sends. */
  readonly consoleUrl: string;
}

export async function announceReady(ready: Ready, { json, open }: { json: boolean; open: boolean }): Promise<void> {
  if (json) {
    process.stdout.write(`${JSON.stringify(ready)}\n`);
    return;
  }
  const tenantUrls = ready.tenants.map(({ slug, tenantUrl }) => `  Tenant URL  ${tenantUrl ?? ''}  (${slug})`);
  process.stdout.write(
    [
      `Rollcall ${ready.version}`,
      ...tenantUrls,
      `  Console     ${ready.consoleUrl}`,
      `  Data        ${ready.data}`,
      'Ctrl+C stops it.',
      '',
    ].join('\n'),
  );
  if (open && hasDisplay()) await openInBrowser(ready.consoleUrl);
}
