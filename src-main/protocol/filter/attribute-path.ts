// attrPath of RFC 7644 §3.4.2.2: `[URI ":"] ATTRNAME *1subAttr`. Only the last colon ends the URI, whose own version
// number (`2.0`) has a dot.
import type { AttributePath } from './ast.ts';

/** ALPHA *("-" / "_" / DIGIT / ALPHA); a leading `$` for `$ref` (RFC 7643 §2.1, §2.4). */
const attributeName = /^\$?[A-Za-z][\w-]*$/;
const uri = /^[^\s"()[\],\\]+$/;

/** Undefined when the text is not an attribute path. `urn:…:User.manager.value` means `urn:…:User:manager.value`. */
export function parseAttributePath(text: string): AttributePath | undefined {
  const colon = text.lastIndexOf(':');
  const names = text.slice(colon + 1).split('.');
  if (names.length > (colon < 0 ? 2 : 3) || !names.every((name) => attributeName.test(name))) return undefined;
  const prefix = colon < 0 ? undefined : text.slice(0, colon);
  if (prefix !== undefined && !uri.test(prefix)) return undefined;
  if (names.length === 3) {
    return { schema: `${prefix}:${names[0]}`, attribute: names[1] as string, subAttribute: names[2] as string };
  }
  const [attribute, subAttribute] = names as [string, string?];
  return {
    ...(prefix === undefined ? {} : { schema: prefix }),
    attribute,
    ...(subAttribute === undefined ? {} : { subAttribute }),
  };
}

/** Writes the path the way RFC 7644 spells it. */
export const printAttributePath = ({ schema, attribute, subAttribute }: AttributePath): string =>
  `${schema === undefined ? '' : `${schema}:`}${attribute}${subAttribute === undefined ? '' : `.${subAttribute}`}`;
