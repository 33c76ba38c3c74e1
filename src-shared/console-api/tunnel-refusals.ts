import { z } from 'zod';

/** Requests of one tenant that came through the tunnel and were refused for their credentials, the flood's own included. */
export const tunnelRefusals = z.object({
  /** In the last five minutes. */
  fiveMinutes: z.number().int(),
  /** In the last hour. */
  hour: z.number().int(),
  /** Of the last hour, those with the most first; at most ten. */
  callers: z.array(
    z.object({
      /** As the log has it. */
      address: z.string(),
      /** False: nothing said who sent it, and the address is that of whatever passed it on. */
      named: z.boolean(),
      count: z.number().int(),
      lastAt: z.string(),
    }),
  ),
});
export type TunnelRefusals = z.infer<typeof tunnelRefusals>;
