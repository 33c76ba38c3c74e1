import { z } from 'zod';
import { method } from './method.ts';

/** Facts about the running program; nothing secret. */
const settings = z.object({
  version: z.string(),
  host: z.enum(['electron', 'headless', 'cli']),
  dataFolder: z.string(),
  databaseBytes: z.number().int(),
  /** Null while the listener does not run (CLI without a server). */
  scimUrl: z.string().nullable(),
  consoleUrl: z.string().nullable(),
  runtime: z.string(),
  sqlite: z.string(),
});
export type Settings = z.infer<typeof settings>;

export const settingsMethods = { 'settings.get': method(z.object({}), settings, 'signedIn') };
