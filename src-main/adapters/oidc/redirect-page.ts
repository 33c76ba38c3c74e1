import { createHash } from 'node:crypto';

const style =
  ':root{color-scheme:light dark}body{display:grid;place-content:center;min-height:90vh;margin:24px;font:13px/20px system-ui,sans-serif;text-align:center}h1{margin:0 0 8px;font-size:22px;line-height:28px}p{margin:0}';

/** What the browser shows when it comes back. Nothing of the request is in it, and it loads and runs nothing. */
const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title} – Rollcall</title><style>${style}</style><h1>${title}</h1><p>${text}</p></html>\n`;

/** The browser has done its part; what becomes of the sign-in is for the console to say. */
export const signedInPage = page('Signed in', 'Rollcall goes on in its own window. You can close this window.');
/** Says no reason: that is for the console to say. */
export const notSignedInPage = page('Not signed in', 'Rollcall says why in its own window. You can close this window.');
/** For any other address. */
export const nothingHerePage = page('Nothing here', 'A sign-in of Rollcall waits here, and this is not its address.');

export const redirectHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  connection: 'close',
} as const;
