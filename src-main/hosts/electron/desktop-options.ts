import { parseArgs } from 'node:util';
import { defaultScimPort } from '../open-rollcall.ts';

/** The desktop app's command line, read. */
export interface DesktopOptions {
  readonly data: string | undefined;
  readonly scimPort: number;
}

/** Reads our options from the command line, which also holds Chromium's switches and the program's own path. */
export function parseDesktopOptions(argv: readonly string[]): DesktopOptions {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: { data: { type: 'string' }, 'scim-port': { type: 'string' } },
  });
  const { data, 'scim-port': scimPort } = values;
  return {
    data: typeof data === 'string' ? data : undefined,
    scimPort: typeof scimPort === 'string' && /^\d{1,5}$/.test(scimPort) ? Number(scimPort) : defaultScimPort,
  };
}
