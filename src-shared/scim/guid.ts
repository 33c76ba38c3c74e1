// An identity provider's own tenant id. Entra's is a GUID, every other provider's may be any text: so only a text that is
// meant to be a GUID and is none is faulty.
import { isGuid } from '../lang/is-guid.ts';

const partLengths = [8, 4, 4, 4, 12];
/** As many parts of the right length make a text nearly a GUID. */
const fewestParts = 3;
const typographicDashes = /[\u2010-\u2015\u2212]/g;

const aroundIt = /^[\s{("'[<]+|[\s})"'\]>]+$/g;

function partFault(part: string, index: number): readonly string[] {
  const place = `part ${index + 1}, "${part}",`;
  const length = partLengths[index] ?? 0;
  const strange = /[^0-9a-f]/i.exec(part)?.[0];
  return [
    ...(part.length === length ? [] : [`${place} has ${part.length} characters and needs ${length}`]),
    ...(strange === undefined ? [] : [`${place} has "${strange}", which is no digit of 0-9 and a-f`]),
  ];
}

const isNearly = (parts: readonly string[]): boolean =>
  parts.length === partLengths.length &&
  parts.every((part) => /^[0-9a-z]+$/i.test(part)) &&
  parts.filter((part, index) => part.length === partLengths[index]).length >= fewestParts;

/** What is wrong with a text that is nearly a GUID, for the person who pasted it; undefined for a GUID and any other text. */
export function guidFault(text: string): string | undefined {
  if (isGuid(text)) {
    return /^[0-]+$/.test(text) ? 'This is the empty GUID, which no tenant has. Copy the tenant id again.' : undefined;
  }
  const bare = text.replaceAll(aroundIt, '').replaceAll(typographicDashes, '-');
  if (isGuid(bare)) return `This is a GUID with something around or inside it. Enter it as ${bare}.`;
  const parts = bare.split('-');
  if (isNearly(parts)) {
    return `This is nearly a GUID, but ${parts.flatMap(partFault).join(', and ')}. Copy the tenant id again.`;
  }
  const digits = parts.join('');
  if (parts.length < 2 || !/^[0-9a-f]{28,36}$/i.test(digits)) return undefined;
  return `This is nearly a GUID, but its ${digits.length} digits stand in ${parts.length} parts of ${parts.map(({ length }) => length).join(', ')}; a GUID has 32 digits in 5 parts of ${partLengths.join(', ')}. Copy the tenant id again.`;
}
