// How a tunnel is set up, one shape for each provider. Secrets go in and never come out: what was left out keeps the
// stored one, and what is shown says only whether there is one.
import { z } from 'zod';

const origin = /^(https?):\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::(\d{1,5}))?\/?$/i;
const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]'];
const usualPorts: Readonly<Record<string, string>> = { https: '443', http: '80' };

const url = z.url();

const fault = {
  form: (text: string): string =>
    `"${text}" is no public address. Give the origin alone, as https://scim.example.com: no path, no user.`,
  plain: (text: string): string =>
    `"${text}" is plain http, and Entra calls https only. Give the https address of what stands in front; plain http is for ${loopbackHosts.join(', ')} alone.`,
};

/** `https://scim.example.com` of what was pasted, or what is wrong with it. */
function originOf(text: string): { readonly origin: string } | { readonly fault: string } {
  const [, scheme = '', host = '', port] = origin.exec(text.toLowerCase()) ?? [];
  const found = `${scheme}://${host}${port === undefined || port === usualPorts[scheme] ? '' : `:${port}`}`;
  // The form lets impossible addresses and ports pass, such as 256.1.1.1 and 65536.
  if (host === '' || !url.safeParse(found).success) return { fault: fault.form(text) };
  return scheme === 'http' && !loopbackHosts.includes(host) ? { fault: fault.plain(text) } : { origin: found };
}

/** The origin of a public URL, without a slash at its end. Plain http is for the loopback addresses only. */
export const publicOrigin = z
  .string()
  .trim()
  .max(300)
  .transform((text, context) => {
    const found = originOf(text);
    if ('origin' in found) return found.origin;
    context.addIssue(found.fault);
    return z.NEVER;
  });

/** A secret of one line; left out, the stored one stays. */
const secret = z
  .string()
  .trim()
  .min(1)
  .max(4096)
  .regex(/^\S+$/, 'A token is one word: paste it without the command around it.')
  .optional();

/** SHA-256 of the cloudflared program that the admin approved, in hex. Null: any that is on the PATH. */
const approvedSha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'A SHA-256 is 64 digits of lower-case hex.')
  .nullable()
  .default(null);

/** As `ssh-keygen -lf` prints it: the pin of a server's key. */
export const hostKey = z.object({
  type: z.string().regex(/^[a-z0-9@.-]{1,64}$/, 'A key type is written as ssh-ed25519.'),
  fingerprint: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'A fingerprint is SHA256: and 43 characters.'),
});
export type HostKey = z.infer<typeof hostKey>;

const port = z.number().int().min(1).max(65_535);
const hostName = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z0-9.:_-]+$/, 'A host is a name or an IP address.');

const cloudflareQuick = z.object({ provider: z.literal('cloudflare-quick'), approvedSha256 });
const cloudflareNamed = z.object({
  provider: z.literal('cloudflare-named'),
  /** The public hostname that was routed to the tunnel at Cloudflare: cloudflared does not know it. */
  url: publicOrigin,
  token: secret,
  approvedSha256,
});
const ngrok = z.object({
  provider: z.literal('ngrok'),
  authtoken: secret,
  /** Null takes the domain that ngrok gives the account. */
  domain: hostName.nullable().default(null),
});
const ssh = z.object({
  provider: z.literal('ssh'),
  host: hostName,
  port: port.default(22),
  user: z.string().trim().min(1).max(64),
  /** What the server is asked to listen on for us. */
  remoteHost: z.string().trim().max(253).default('127.0.0.1'),
  remotePort: z.number().int().min(0).max(65_535).default(18_080),
  hostKey: hostKey.nullable().default(null),
  /** Null: the service prints it when the tunnel stands. */
  url: publicOrigin.nullable().default(null),
  /** OpenSSH or PEM; tunnel.makeSshKey makes one. */
  privateKey: z.string().min(1).max(16_384).optional(),
});
const ownUrl = z.object({ provider: z.literal('own-url'), url: publicOrigin });

/** What is stored and what a provider starts with: validated, secrets in clear. */
export const tunnelConfig = z.discriminatedUnion('provider', [cloudflareQuick, cloudflareNamed, ngrok, ssh, ownUrl]);
export type TunnelConfig = z.output<typeof tunnelConfig>;
export type TunnelProviderId = TunnelConfig['provider'];
/** The configuration of one provider. */
export type TunnelConfigOf<Id extends TunnelProviderId> = Extract<TunnelConfig, { provider: Id }>;

/** What the console shows of it: `hasToken`, `hasAuthtoken` and `hasPrivateKey` in the place of the secrets. */
export const shownTunnelConfig = z.discriminatedUnion('provider', [
  cloudflareQuick,
  cloudflareNamed.omit({ token: true }).extend({ hasToken: z.boolean() }),
  ngrok.omit({ authtoken: true }).extend({ hasAuthtoken: z.boolean() }),
  ssh.omit({ privateKey: true }).extend({
    hasPrivateKey: z.boolean(),
    /** Its public half, for the server's `authorized_keys`; null without a key, or when it cannot be read. */
    publicKey: z.string().nullable(),
  }),
  ownUrl,
]);
export type ShownTunnelConfig = z.output<typeof shownTunnelConfig>;
