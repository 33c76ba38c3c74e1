// What a row of the log may hold at most. Rows are listed, searched and pushed to every console; whatever is longer is
// whole in the bodies of the entry or in its change record.

/** Characters of a path with its query: a filter of ordinary length, percent-encoded, fits. */
export const pathCharacters = 4096;
/** Characters of a name, a value or a header. */
export const textCharacters = 256;
/** Names of attributes, and notes. */
const listItems = 50;

/** Cut off at `characters`, with an ellipsis as the last one; never in the middle of a surrogate pair. */
export function clip(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const end = characters - 1;
  const isPairCut = (text.charCodeAt(end - 1) & 0xfc00) === 0xd800;
  return `${text.slice(0, isPairCut ? end - 1 : end)}…`;
}

/** The first ones, each clipped. */
export const clipList = (list: readonly string[]): readonly string[] =>
  list.length === 0 ? list : list.slice(0, listItems).map((text) => clip(text, textCharacters));
