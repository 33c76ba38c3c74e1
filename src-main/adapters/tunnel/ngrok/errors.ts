// What a rejection of the ngrok SDK means. The codes are those of ngrok's error reference; one that is not listed here is
// the service's refusal in its own words. Its texts quote the authtoken, so it is taken out of all of them.
import type { TunnelError } from '#shared/console-api/tunnel.ts';

const dashboard = 'dashboard.ngrok.com/get-started/your-authtoken';

export const authtokenMissing: TunnelError = {
  code: 'AUTH',
  message: 'There is no authtoken of an ngrok account.',
  action: `Sign in at ngrok, copy the authtoken from ${dashboard} and save it here.`,
  retryable: false,
};

type Refusal = Omit<TunnelError, 'message'>;

const wrongToken: Refusal = {
  code: 'AUTH',
  action: `Copy the authtoken once more from ${dashboard}; a revoked one must be replaced.`,
  retryable: false,
};
const outdated: Refusal = { code: 'SERVICE', action: 'Update Rollcall: its ngrok is too old.', retryable: false };

const refusals: Readonly<Record<string, Refusal>> = {
  ERR_NGROK_105: wrongToken,
  ERR_NGROK_106: wrongToken,
  ERR_NGROK_107: wrongToken,
  ERR_NGROK_300: wrongToken,
  ERR_NGROK_4018: wrongToken,
  ERR_NGROK_108: {
    code: 'RATE_LIMITED',
    action: 'Stop the other ngrok of this account, or allow more sessions there. Rollcall tries again every minute.',
    retryable: true,
  },
  ERR_NGROK_120: outdated,
  ERR_NGROK_334: {
    code: 'PORT_REFUSED',
    action: 'Another ngrok serves this domain. Stop it, or name another domain; Rollcall tries again by itself.',
    retryable: true,
  },
  ERR_NGROK_727: {
    code: 'RATE_LIMITED',
    action: "This month's requests of the account are used up. Change its plan, or take another way.",
    retryable: true,
  },
  ERR_NGROK_9040: {
    code: 'SERVICE',
    action: "ngrok takes no connections from this network's address. Take another network or another way.",
    retryable: false,
  },
};

const unlisted: Refusal = {
  code: 'SERVICE',
  action: 'The code is explained at ngrok.com/docs/errors. Rollcall tries again by itself.',
  retryable: true,
};

const unreached: Refusal = {
  code: 'OFFLINE',
  action: "Check this machine's internet connection, and that nothing on the way inspects TLS to ngrok.",
  retryable: true,
};

const codeIn = (text: string): string | undefined => /ERR_NGROK_\d+/.exec(text)?.[0];

/** The text without the secret, on one line. */
export const withoutSecret = (text: string, authtoken: string): string =>
  text.replaceAll(authtoken, '•••').replaceAll(/\s+/g, ' ').trim();

/** @param fault what the SDK rejected with; only the service's refusals carry an `errorCode` */
export function ngrokError(fault: unknown, authtoken: string): TunnelError {
  const { message = String(fault), errorCode } = fault as { message?: string; errorCode?: string };
  const text = withoutSecret(message, authtoken);
  const code = errorCode ?? codeIn(message);
  if (code === undefined) {
    const refusal = /failed to connect session|failed to establish/i.test(text) ? unreached : unlisted;
    return { ...refusal, message: `ngrok could not be reached: ${text}.` };
  }
  return { ...(refusals[code] ?? unlisted), message: `ngrok refused (${code}): ${text}` };
}
