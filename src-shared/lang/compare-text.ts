// Surrogates sort above U+E000..U+FFFF here, as the code points they encode do.
const weight = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

/**
 * Orders text by code point, negative when `a` comes first. JavaScript's `<` orders by UTF-16 unit, which differs above
 * U+FFFF; this order is also that of the UTF-8 bytes, so SQLite's BINARY collation agrees with it.
 */
export function compareText(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return weight(left) - weight(right);
  }
  return a.length - b.length;
}
