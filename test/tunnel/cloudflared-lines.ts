// Lines of cloudflared's stderr, in its own words: --output json for all but the last fatal one.
const json = (level: string, message: string, fields: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ level, ...fields, time: '2026-11-21T11:05:24Z', message });

const border = `+${'-'.repeat(92)}+`;

/** The box around the URL, as it comes before any connection exists. */
export const box = (url: string): readonly string[] => [
  json('info', 'Thank you for trying Cloudflare Tunnel.'),
  json('info', 'Requesting new quick Tunnel on trycloudflare.com...'),
  json('info', border),
  json('info', '|  Your quick Tunnel has been created! Visit it at (it may take some time to be reachable):  |'),
  json('info', `|  ${url.padEnd(88)}  |`),
  json('info', border),
];

export const offlineLines: readonly string[] = [
  json('info', 'Requesting new quick Tunnel on trycloudflare.com...'),
  'failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": dial tcp: lookup api.trycloudflare.com: Temporary failure in name resolution',
];

export const rateLimitedLines: readonly string[] = [
  json('error', 'Error unmarshaling QuickTunnel response: error code: 1015', {
    error: "invalid character 'e' looking for beginning of value",
    status_code: '429 Too Many Requests',
  }),
  "failed to unmarshal quick Tunnel: invalid character 'e' looking for beginning of value",
];

export const serviceFaultLines: readonly string[] = ['failed to parse quick Tunnel ID: invalid UUID length: 0'];

export const quicBlockedLines: readonly string[] = [
  json('info', 'Initial protocol quic'),
  json('error', 'Failed to dial a quic connection', {
    error: 'failed to dial to edge with quic: timeout: no recent network activity',
    connIndex: 0,
    event: 0,
    ip: '198.41.200.13',
  }),
  json('info', 'Retrying connection in up to 2s', { connIndex: 0, event: 0 }),
];

export const tcpBlockedLines: readonly string[] = [0, 1, 2].map((connIndex) =>
  json('error', 'Unable to establish connection with Cloudflare edge', {
    error: 'DialContext error: dial tcp 198.41.200.13:7844: i/o timeout',
    connIndex,
  }),
);

export const invalidSecretLines: readonly string[] = [
  json('error', 'Register tunnel error from server side', {
    error: 'Unauthorized: Invalid tunnel secret',
    connIndex: 0,
  }),
];

export const unknownTunnelLine = json('error', 'Register tunnel error from server side', {
  error: 'Unauthorized: Failed to get tunnel',
  connIndex: 0,
});

export const invalidTokenLines: readonly string[] = [
  'Provided Tunnel token is not valid.',
  "See 'cloudflared tunnel run --help'.",
];
