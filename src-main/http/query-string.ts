// Query parameters of a SCIM request. Names compare without case (`startindex`), unknown and value-less ones stay
// harmless (Entra's `?aadOptscim062020`), the first of a repeated name counts.
import { invalidSyntax } from '../protocol/message/scim-error.ts';

function decode(text: string): string {
  if (!/[%+]/.test(text)) return text;
  // A client that writes a space as %20 means a plus by "+": `userName%20eq%20"ann+test@x.io"`.
  const spaced = text.includes('%20') ? text : text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch (cause) {
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    throw invalidSyntax(
      `The query holds "${shown}", which is not valid percent-encoding. Encode each byte of its UTF-8 form as %XX.`,
      { cause },
    );
  }
}

/** Throws a ScimError when a parameter is not percent-encoded UTF-8. */
export function parseQuery(text: string): Record<string, string> {
  const query: Record<string, string> = Object.create(null);
  if (text === '') return query;
  for (const pair of text.split('&')) {
    const equals = pair.indexOf('=');
    const name = decode(equals === -1 ? pair : pair.slice(0, equals)).toLowerCase();
    if (name !== '' && query[name] === undefined) query[name] = equals === -1 ? '' : decode(pair.slice(equals + 1));
  }
  return query;
}
