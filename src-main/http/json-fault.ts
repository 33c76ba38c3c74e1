// Where a text stops being JSON (RFC 8259), for the error's detail. V8's own message quotes the text around the fault,
// which may be a password, and often gives no position; this one names line, column and what was expected.

class Fault extends Error {
  readonly index: number;
  readonly expected: string;

  constructor(index: number, expected: string) {
    super(expected);
    this.index = index;
    this.expected = expected;
  }
}

const whitespace = /[ \t\n\r]*/y;
const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// oxlint-disable-next-line no-control-regex -- RFC 8259 §7 forbids exactly these characters inside a string
const stringText = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;

const after = (pattern: RegExp, text: string, index: number): number => {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : index;
};

const skip = (text: string, index: number): number => after(whitespace, text, index);

function string(text: string, index: number, expected: string): number {
  const end = after(stringText, text, index);
  if (end === index) throw new Fault(index, expected);
  if (text[end] !== '"')
    throw new Fault(end, end === text.length ? 'the closing quote of a string' : 'a valid character of a string');
  return end + 1;
}

function list(text: string, index: number, close: string, element: (index: number) => number): number {
  let at = skip(text, index + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = skip(text, element(at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') throw new Fault(at, `"," or "${close}"`);
    at = skip(text, at + 1);
  }
}

function member(text: string, index: number): number {
  const colon = skip(text, string(text, index, 'an attribute name in double quotes'));
  if (text[colon] !== ':') throw new Fault(colon, '":"');
  return value(text, skip(text, colon + 1));
}

/** Recursion is bounded: the body's depth was measured before. */
function value(text: string, index: number): number {
  if (text[index] === '{') return list(text, index, '}', (at) => member(text, at));
  if (text[index] === '[') return list(text, index, ']', (at) => value(text, at));
  if (text[index] === '"') return string(text, index, 'a string');
  const end = after(scalar, text, index);
  if (end === index) throw new Fault(index, 'a value');
  return end;
}

function firstFault(text: string): Fault {
  try {
    const end = skip(text, value(text, skip(text, 0)));
    return new Fault(end, 'nothing after the first value');
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** `line 2, column 14: expected ":" but found "}"`, for a text that JSON.parse refused. Quotes one character at most. */
export function findJsonFault(text: string): string {
  const { index, expected } = firstFault(text);
  const before = text.slice(0, index);
  const line = before.split('\n').length;
  const column = index - before.lastIndexOf('\n');
  const found = text[index];
  return `line ${line}, column ${column}: expected ${expected} but ${found === undefined ? 'the body ends there' : `found ${JSON.stringify(found)}`}`;
}
