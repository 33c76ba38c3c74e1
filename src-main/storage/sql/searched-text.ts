// Which texts of a resource `co` is answered from an index for, and the pieces of three characters that the index holds of
// them. A text that contains another contains all its pieces: what lacks one needs no look.
import { foldCase } from '#shared/lang/fold-case.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { BoundPath } from '../../protocol/filter/ast.ts';
import type { Attribute } from '../../protocol/schema/attribute.ts';

const plain: readonly string[] = ['userName', 'displayName', 'nickName', 'title'];
const parts = 'name';
const addresses = 'emails';

const isFoldedText = ({ type, caseExact, multiValued }: Attribute): boolean =>
  (type === 'string' || type === 'reference') && !caseExact && !multiValued;

/** Whether the values at the path are among the searched texts. */
export function isSearched({ container, attribute, subAttribute }: BoundPath): boolean {
  if (container !== undefined || !isFoldedText(subAttribute ?? attribute)) return false;
  if (subAttribute === undefined) return plain.includes(attribute.name);
  if (attribute.multiValued) return attribute.name === addresses && subAttribute.name === 'value';
  return attribute.name === parts;
}

const textsIn = (value: JsonValue | undefined): readonly string[] =>
  isJsonObject(value) ? Object.values(value).filter((part) => typeof part === 'string') : [];

const addressesIn = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value)
    ? (value as readonly JsonValue[]).flatMap((address) => {
        const text = isJsonObject(address) ? address['value'] : undefined;
        return typeof text === 'string' ? [text] : [];
      })
    : [];

/** SQLite's trigrams end at a NUL character. */
const withoutNul = (folded: string): string => folded.replaceAll('\0', '\u0001');

/**
 * The searched texts of a document, folded, one per line; without those that another one contains.
 * @param shownName the folded name the resource goes by, which the console searches too
 */
export function searchedText(doc: JsonObject, shownName: string | null): string {
  const values = [
    ...plain.map((name) => doc[name]).filter((value) => typeof value === 'string'),
    ...textsIn(doc[parts]),
    ...addressesIn(doc[addresses]),
  ];
  const lines: string[] = shownName === null ? [] : [shownName];
  for (const folded of values.map(foldCase).toSorted((a, b) => b.length - a.length)) {
    if (!lines.some((line) => line.includes(folded))) lines.push(folded);
  }
  return withoutNul(lines.join('\n'));
}

/** Pieces asked for at most: those of a longer text are taken evenly from all of it. */
const mostPieces = 12;

/** Different pieces of three characters of a folded text; none when it is shorter. */
export function piecesOf(folded: string): readonly string[] {
  const characters = Array.from(withoutNul(folded));
  const pieces = new Set<string>();
  const last = characters.length - 3;
  const step = Math.max(1, last / (mostPieces - 1));
  for (let at = 0; at <= last; at += step) {
    const from = Math.floor(at);
    pieces.add(characters.slice(from, from + 3).join(''));
  }
  return [...pieces];
}
