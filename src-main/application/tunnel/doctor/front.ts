// Who stands in front of Rollcall, told by its name and by what it adds to an answer: what to change has another name there.

export type Front = 'cloudflare' | 'ngrok' | 'nginx' | 'caddy' | 'other';

type Headers = Readonly<Record<string, string>>;

const signs: readonly (readonly [Front, (host: string, headers: Headers) => boolean])[] = [
  ['cloudflare', (host, headers) => host.endsWith('.trycloudflare.com') || headers['cf-ray'] !== undefined],
  [
    'ngrok',
    (host, headers) =>
      /\.ngrok(?:-free)?\.(?:app|dev|io)$/.test(host) || Object.keys(headers).some((name) => name.startsWith('ngrok-')),
  ],
  ['caddy', (_host, { server = '', via = '' }) => /\bcaddy\b/i.test(`${server} ${via}`)],
  ['nginx', (_host, { server = '' }) => /\bnginx\b/i.test(server)],
];

/** @param headers of any answer that came from the public URL */
export function frontOf(origin: string, headers: Headers): Front {
  const host = /^https?:\/\/([^/:]+)/.exec(origin)?.[1] ?? '';
  return signs.find(([, isIt]) => isIt(host, headers))?.[0] ?? 'other';
}

/** The advice for this front, or the general one. */
export const adviceFor = (
  front: Front,
  general: string,
  special: Readonly<Partial<Record<Exclude<Front, 'other'>, string>>>,
): string => (front === 'other' ? general : (special[front] ?? general));
