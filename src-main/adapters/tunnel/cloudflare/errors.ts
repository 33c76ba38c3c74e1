import type { CloudflaredProgram, TunnelError } from '#shared/console-api/tunnel.ts';

export const programMissing: TunnelError = {
  code: 'BIN_MISSING',
  message: 'cloudflared is not installed: it is neither on the PATH nor in the folder of Rollcall.',
  action:
    'Install it (Windows: winget install Cloudflare.cloudflared, macOS: brew install cloudflared, Linux: the package of Cloudflare), then start again.',
  retryable: false,
};

export const programUntrusted = ({ path, sha256 }: CloudflaredProgram, approvedSha256: string | null): TunnelError => ({
  code: 'BIN_UNTRUSTED',
  message:
    approvedSha256 === null
      ? `${path} was never approved, so it was not started. Its SHA-256 is ${sha256}.`
      : `${path} is not the program that was approved, so it was not started. Its SHA-256 is ${sha256}, approved was ${approvedSha256}.`,
  action:
    'Compare the SHA-256 with the one that Cloudflare publishes for this release. Approve it only if they are equal; otherwise remove the file.',
  retryable: false,
});

export const programNotStarted = (path: string, reason: string): TunnelError => ({
  code: 'BIN_MISSING',
  message: `${path} could not be started: ${reason}.`,
  action: 'Install cloudflared again for this machine, then start again.',
  retryable: false,
});

const tokenAction =
  "Copy the tunnel's token from Cloudflare's dashboard (Networks, Tunnels, Configure) and save it again.";

export const tokenMissing: TunnelError = {
  code: 'AUTH',
  message: 'There is no token of a tunnel at Cloudflare.',
  action: tokenAction,
  retryable: false,
};

export const tokenMalformed: TunnelError = {
  code: 'AUTH',
  message: 'What was saved is no token of a Cloudflare tunnel: such a token is one long word that begins with eyJ.',
  action: tokenAction,
  retryable: false,
};

export const tokenRefused: TunnelError = {
  code: 'AUTH',
  message: "Cloudflare refuses the tunnel's token.",
  action: `${tokenAction} If the tunnel was deleted there, make a new one.`,
  retryable: false,
};

export const rateLimited: TunnelError = {
  code: 'RATE_LIMITED',
  message: 'Cloudflare gives no more trial tunnels to this network for now (429, error 1015).',
  action: 'Rollcall asks again every minute. A named tunnel has no such limit.',
  retryable: true,
};

export const offline: TunnelError = {
  code: 'OFFLINE',
  message: 'Cloudflare cannot be reached to ask for a trial tunnel.',
  action: "Check this machine's internet connection, its DNS and whether a proxy is needed. Rollcall tries again.",
  retryable: true,
};

export const serviceFault: TunnelError = {
  code: 'SERVICE',
  message: 'Cloudflare answered the request for a trial tunnel with something that is none.',
  action: 'This is a fault of the service. Rollcall tries again; www.cloudflarestatus.com tells of outages.',
  retryable: true,
};

export const quicBlocked: TunnelError = {
  code: 'BLOCKED_PORT',
  message: 'This network blocks UDP port 7844, which cloudflared tries first.',
  action: 'Rollcall tries again over TCP (--protocol http2). Nothing is to be done unless that is blocked too.',
  retryable: true,
};

export const tcpBlocked: TunnelError = {
  code: 'BLOCKED_PORT',
  message: 'This network blocks port 7844, over UDP and over TCP.',
  action: 'Have TCP port 7844 opened to Cloudflare, or use ngrok or SSH, which go over other ports.',
  retryable: true,
};

export const endedWith = (how: string, lastLine: string): TunnelError => ({
  code: 'SERVICE',
  message: `cloudflared ended ${how}${lastLine === '' ? '' : `: ${lastLine}`}.`,
  action: 'Rollcall starts it again. If it keeps ending, its log shows why.',
  retryable: true,
});
