// What the supervisor itself finds, beside what the providers report.
import type { TunnelError } from '#shared/console-api/tunnel.ts';

export const endedByItself: TunnelError = {
  code: 'SERVICE',
  message: 'The tunnel ended without giving a reason.',
  action: 'Rollcall starts it again by itself. If it keeps ending, the log of the tunnel shows its last lines.',
  retryable: true,
};

export const linkLost: TunnelError = {
  code: 'OFFLINE',
  message: 'The tunnel lost its connection to the service.',
  action: "Rollcall waits for it to come back. If it does not, check this machine's internet connection.",
  retryable: true,
};

export const neverConnected: TunnelError = {
  code: 'OFFLINE',
  message: 'The tunnel was started but did not connect within 30 seconds.',
  action:
    'It keeps trying. Check whether a firewall or a proxy of this network blocks it; its log shows what it tries.',
  retryable: true,
};

export const notListening: TunnelError = {
  code: 'SERVICE',
  message: 'The SCIM listener does not accept connections, so there is nothing to make public.',
  action: 'Start the server of this data folder, then start the tunnel.',
  retryable: false,
};

export const probeFault: TunnelError = {
  code: 'PROBE_FAILED',
  message: 'The probe of the public URL could not be sent because of a fault in Rollcall.',
  action: 'The diagnostic log has the details. Rollcall probes again by itself.',
  retryable: true,
};

export const faultOf = (fault: unknown): TunnelError => ({
  code: 'SERVICE',
  message: `Starting the tunnel failed: ${fault instanceof Error ? fault.message : String(fault)}`,
  action: 'This was not foreseen; the diagnostic log has the details. Try another provider.',
  retryable: false,
});
