// Reads one top-level string of a stored document without parsing it: a read needs a name for its log entry, and parsing
// the whole document would cost more than the read itself.

const quote = 0x22;
const backslash = 0x5c;

/** Index of the quote that ends the string starting at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  for (;;) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes++;
    if (escapes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
}

/**
 * The string value of `name` at the top of `json`, which must be valid JSON text of an object as JSON.stringify prints it
 * (no spaces between tokens). Undefined when it is absent or no string.
 */
export function topLevelText(json: string, name: string): string | undefined {
  const start = `"${name}":"`;
  for (let found = json.indexOf(start); found !== -1; found = json.indexOf(start, found + 1)) {
    if (isTopLevel(json, found))
      return JSON.parse(
        json.slice(found + start.length - 1, endOfString(json, found + start.length - 1) + 1),
      ) as string;
  }
  return undefined;
}

/** Whether `at` is directly inside the outermost object and outside of any string. */
function isTopLevel(json: string, at: number): boolean {
  let depth = 0;
  for (let index = 0; index < at; index++) {
    const code = json.charCodeAt(index);
    if (code === quote) {
      index = endOfString(json, index);
      if (index >= at) return false;
    } else if (code === 0x7b || code === 0x5b) depth++;
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return depth === 1;
}
