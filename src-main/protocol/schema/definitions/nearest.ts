/** Levenshtein distance of two short words. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const swap = (row[j - 1] as number) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[right.length] as number;
}

/** The word that was most likely meant, whatever its case; undefined when none is close. */
export function nearest<Word extends string>(text: string, words: readonly Word[]): Word | undefined {
  const given = text.slice(0, 64).toLowerCase();
  const ranked = words
    .map((word) => ({ word, far: distance(given, word.toLowerCase()) }))
    .toSorted((left, right) => left.far - right.far);
  const [best] = ranked;
  return best !== undefined && best.far <= Math.max(1, Math.floor(best.word.length / 3)) ? best.word : undefined;
}
