// What a client sent, as an error text or a note may quote it: short, so that the advice behind it is still read.

/** Cut off with an ellipsis, never in the middle of a surrogate pair. */
export function shown(text: string, characters = 60): string {
  if (text.length <= characters) return text;
  const end = characters - 1;
  const isPairCut = (text.charCodeAt(end - 1) & 0xfc00) === 0xd800;
  return `${text.slice(0, isPairCut ? end - 1 : end)}…`;
}

/** A path without what its filter compares with, which may be a secret where a name is misspelled. */
export const outline = (path: string, characters?: number): string => shown(path.replace(/\[.*\]/s, '[…]'), characters);
