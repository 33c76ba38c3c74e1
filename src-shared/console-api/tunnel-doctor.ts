import { z } from 'zod';

/** One thing that the doctor looked at through the public URL. */
const tunnelFinding = z.object({
  /** Which check it was, for example `tls-version`. */
  check: z.string(),
  result: z.enum(['ok', 'warn', 'fail']),
  title: z.string(),
  /** What Entra's Test Connection or its provisioning log would say; null where it would notice nothing. */
  whatEntraSays: z.string().nullable(),
  whatToChange: z.string().nullable(),
  /** What was measured, with its unit; null where nothing is measured. */
  measured: z.string().nullable(),
});
export type TunnelFinding = z.infer<typeof tunnelFinding>;

export const tunnelReport = z.object({ url: z.string(), at: z.string(), findings: z.array(tunnelFinding) });
export type TunnelReport = z.infer<typeof tunnelReport>;
