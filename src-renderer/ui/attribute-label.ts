// SCIM paths and ids in a line where space is short. Details show them in full.
import { isGuid } from '#shared/lang/is-guid.ts';

const valuePath = /^(\w+)\[type eq "([^"]+)"\](?:\.(\w+))?$/;

/** `phoneNumbers[type eq "mobile"].value` → `phoneNumbers mobile`, `manager.value` → `manager`. */
export function attributeLabel(path: string): string {
  const [, attribute, type, sub] = valuePath.exec(path) ?? [];
  const parts = attribute === undefined ? [path] : [attribute, type, sub];
  return parts
    .filter((part) => part !== undefined && part !== 'value')
    .join(' ')
    .replace(/\.value$/, '');
}

/** `urn:…:User:manager.value` → `manager.value`: the URI of an extension says less than it takes room. */
export const withoutUri = (path: string): string => {
  const [head = ''] = path.split('[', 1);
  return path.slice(head.lastIndexOf(':') + 1);
};

/** The end of a long id: ids begin with the time they were made, so the beginnings of many are alike. */
export const shortId = (id: string): string => (id.length > 12 ? `…${id.slice(-8)}` : id);

/** An id cut to what can be told apart; anything else as it is. */
export const valueLabel = (value: string | null): string | null =>
  value !== null && isGuid(value) ? shortId(value) : value;

/** A path and query as it was meant, not as it travelled: `?filter=userName eq "ada"`. */
export function readablePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // not valid percent-encoding: shown as it was sent, since that is the fault
  }
}
