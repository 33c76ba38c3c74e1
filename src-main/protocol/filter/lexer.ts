// Cuts a filter into tokens, RFC 7644 §3.4.2.2. Words are attribute paths, operators, keywords and literals without
// quotes; the parser tells them apart by where they stand.
import { limits } from '#shared/scim/limits.ts';
import { invalidFilter, type ScimError } from '../message/scim-error.ts';

export type TokenKind = '(' | ')' | '[' | ']' | 'string' | 'word' | 'end';

/** A piece of the filter, and where it stands for the error text. */
export interface Token {
  readonly kind: TokenKind;
  /** The word or punctuation as written, or the string without quotes and escapes. */
  readonly text: string;
  /** 1-based position of its first character. */
  readonly at: number;
}

const word = /[^\s()[\]"]+/y;
const space = /\s+/y;

/** Throws 400 invalidFilter naming position and character; also when the filter is over its limits. */
export function lex(text: string): readonly Token[] {
  if (text.length > limits.filterCharacters) {
    throw invalidFilter(
      `The filter has ${text.length} characters; ${limits.filterCharacters} is the limit. Ask for fewer values at a time.`,
    );
  }
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    space.lastIndex = at;
    if (space.test(text)) {
      at = space.lastIndex;
      continue;
    }
    const token = lexToken(text, at);
    tokens.push(token.token);
    at = token.end;
    if (tokens.length > limits.filterTokens) {
      throw invalidFilter(`The filter has more than ${limits.filterTokens} parts. Ask for fewer values at a time.`);
    }
  }
  tokens.push({ kind: 'end', text: '', at: text.length + 1 });
  return tokens;
}

function lexToken(text: string, start: number): { token: Token; end: number } {
  const character = text[start] as string;
  const at = start + 1;
  switch (character) {
    case '(':
    case ')':
    case '[':
    case ']':
      return { token: { kind: character, text: character, at }, end: start + 1 };
    case '"':
      return lexString(text, start);
    default: {
      word.lastIndex = start;
      word.test(text);
      return { token: { kind: 'word', text: text.slice(start, word.lastIndex), at }, end: word.lastIndex };
    }
  }
}

/** A JSON string (RFC 7159 §7), escapes and all. */
function lexString(text: string, start: number): { token: Token; end: number } {
  const at = start + 1;
  let end = start + 1;
  let escaped = false;
  for (; end < text.length && text[end] !== '"'; end += 1) {
    if (text[end] !== '\\') continue;
    escaped = true;
    end += 1;
  }
  if (end >= text.length) {
    throw invalidFilter(`The text that starts at position ${at} has no closing quote. Put a " at its end.`);
  }
  const written = text.slice(start + 1, end);
  const value = escaped ? unescape(written, at) : written;
  if (value.includes('\u0000') || !value.isWellFormed()) throw malformed(at);
  return { token: { kind: 'string', text: value, at }, end: end + 1 };
}

function unescape(written: string, at: number): string {
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch (cause) {
    throw malformed(at, cause);
  }
}

const malformed = (at: number, cause?: unknown): ScimError =>
  invalidFilter(
    `The text at position ${at} is not a JSON string. Escape quotes and backslashes with \\, and send no U+0000.`,
    cause === undefined ? {} : { cause },
  );
