// Reads a filter, RFC 7644 §3.4.2.2, one function per production of its grammar. `and` binds tighter than `or`; the two
// are left-associative. Keywords and operators come in any case, literals may lack their quotes (Entra's own examples).
import { limits } from '#shared/scim/limits.ts';
import type { Deviations } from '../deviations.ts';
import { invalidFilter, invalidPath, ScimError, type ScimErrorContext } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';
import type { AttributePath, CompareOperator, Filter, Literal } from './ast.ts';
import { parseAttributePath } from './attribute-path.ts';
import { lex, type Token } from './lexer.ts';

/** A PATCH path, RFC 7644 §3.5.2: `emails[type eq "work"].value`. */
export interface ParsedPath {
  readonly path: AttributePath;
  readonly filter?: Filter;
}

type Fail = (detail: string, context?: ScimErrorContext) => ScimError;

const compareOperators: ReadonlySet<string> = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']);
const keywords: Readonly<Record<string, Literal>> = { true: true, false: false, null: null };
/** RFC 7159 §6. */
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const secret = /passw/i;
const reserved: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/** Throws 400 invalidFilter naming position and token, and nothing else. */
export const parseFilter = (text: string, deviations: Deviations): Filter =>
  new Parser(text, invalidFilter, deviations).whole();

/** Reads a PATCH path. Throws 400 invalidPath naming position and token, and nothing else. */
export function parsePath(text: string, deviations: Deviations): ParsedPath {
  try {
    return new Parser(text, invalidPath, deviations).path();
  } catch (error) {
    if (error instanceof ScimError && error.scimType === 'invalidFilter')
      throw invalidPath(error.detail, { path: text });
    throw error;
  }
}

class Parser {
  readonly #text: string;
  readonly #fail: Fail;
  readonly #deviations: Deviations;
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;

  constructor(text: string, fail: Fail, deviations: Deviations) {
    this.#text = text;
    this.#fail = fail;
    this.#deviations = deviations;
    this.#tokens = lex(text);
  }

  whole(): Filter {
    const filter = this.logExp(false);
    if (this.#next.kind !== 'end') throw this.#unexpected('and, or, or the end of the filter');
    return filter;
  }

  /** PATH = attrPath / valuePath [subAttr] */
  path(): ParsedPath {
    const path = this.attrPath();
    let parsed: ParsedPath = { path };
    if (path.subAttribute === undefined && this.#take('[')) {
      const filter = this.#enclosed(']', () => this.logExp(true));
      const subAttribute = this.#subAttr();
      parsed = { path: subAttribute === undefined ? path : { ...path, subAttribute }, filter };
    }
    if (this.#next.kind !== 'end') throw this.#unexpected('the end of the path');
    return parsed;
  }

  /** logExp = FILTER SP ("and" / "or") SP FILTER; inside brackets the same of valFilter. */
  logExp(inValuePath: boolean): Filter {
    let left = this.#conjunction(inValuePath);
    while (this.#takeWord('or')) left = { kind: 'or', left, right: this.#conjunction(inValuePath) };
    return left;
  }

  #conjunction(inValuePath: boolean): Filter {
    let left = this.filter(inValuePath);
    while (this.#takeWord('and')) left = { kind: 'and', left, right: this.filter(inValuePath) };
    return left;
  }

  /** FILTER = attrExp / logExp / valuePath / *1"not" "(" FILTER ")" */
  filter(inValuePath: boolean): Filter {
    if (this.#take('(')) return this.#enclosed(')', () => this.logExp(inValuePath));
    if (this.#next.text.toLowerCase() === 'not' && this.#tokens[this.#index + 1]?.kind === '(') {
      this.#index += 2;
      return { kind: 'not', operand: this.#enclosed(')', () => this.logExp(inValuePath)) };
    }
    const path = this.attrPath();
    if (!inValuePath && this.#take('[')) return this.valuePath(path);
    return this.attrExp(path);
  }

  /** valuePath = attrPath "[" valFilter "]" */
  valuePath(path: AttributePath): Filter {
    const filter = this.#enclosed(']', () => this.logExp(true));
    // Quirk(entra): matches with a sub-attribute after the bracket, which the grammar allows in PATCH paths only,
    // test/protocol/rfc7644-3.4.2.2-filter.test.ts. It means one more condition on the same element.
    const { at } = this.#next;
    const subAttribute = this.#subAttr();
    if (subAttribute === undefined) return { kind: 'valuePath', path, filter };
    this.#deviations.tolerate(
      `filter: ${shown(path.attribute)}[…].${shown(subAttribute)} compared, read as a condition inside the brackets`,
      () =>
        this.#fail(
          `Nothing may follow "]" in a filter, but ".${shown(subAttribute, 40)}" stands at position ${at}. Put the condition inside the brackets: ${shown(path.attribute, 40)}[… and ${shown(subAttribute, 40)} eq …].`,
          { path: this.#text },
        ),
    );
    const condition = this.attrExp({ attribute: subAttribute });
    return { kind: 'valuePath', path, filter: { kind: 'and', left: filter, right: condition } };
  }

  /** attrExp = (attrPath SP "pr") / (attrPath SP compareOp SP compValue) */
  attrExp(path: AttributePath): Filter {
    if (this.#takeWord('pr')) return { kind: 'present', path };
    return { kind: 'compare', path, operator: this.compareOp(), value: this.compValue() };
  }

  compareOp(): CompareOperator {
    const token = this.#next;
    const operator = token.text.toLowerCase();
    if (token.kind !== 'word' || !compareOperators.has(operator)) {
      throw this.#unexpected('an operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr)');
    }
    this.#index += 1;
    return operator as CompareOperator;
  }

  /** compValue = false / null / true / number / string */
  compValue(): Literal {
    const token = this.#next;
    if ((token.kind !== 'word' && token.kind !== 'string') || (token.kind === 'word' && isReserved(token.text))) {
      throw this.#unexpected('a value, such as "text", 5, true or null');
    }
    this.#index += 1;
    if (token.kind === 'string') return token.text;
    if (!token.text.isWellFormed() || token.text.includes('\u0000')) throw this.#unexpected('readable text', token);
    return this.#unquoted(token);
  }

  /** A literal without quotes: keyword, number, or the text itself where a number would not keep its digits. */
  #unquoted(token: Token): Literal {
    const { text, at } = token;
    const word = text.toLowerCase();
    const isKeyword = Object.hasOwn(keywords, word);
    // Quirk(entra): its documentation filters with `externalId eq jyoung`, test/protocol/rfc7644-3.4.2.2-filter.test.ts.
    if (isKeyword ? text !== word : !jsonNumber.test(text)) {
      this.#deviations.tolerate(`filter: value at position ${at} written without quotes`, () =>
        this.#fail(
          `The value at position ${at} has no quotes. Write text in double quotes, and true, false or null in lower case.`,
          { path: this.#text },
        ),
      );
    }
    if (isKeyword) return keywords[word] as Literal;
    const number = Number(text);
    return String(number) === text && Number.isFinite(number) ? number : text;
  }

  attrPath(): AttributePath {
    const token = this.#next;
    const path = token.kind === 'word' && !isReserved(token.text) ? parseAttributePath(token.text) : undefined;
    if (path === undefined) throw this.#unexpected('an attribute, such as userName or name.familyName');
    this.#index += 1;
    return path;
  }

  /** subAttr = "." ATTRNAME, after a bracket. */
  #subAttr(): string | undefined {
    const token = this.#next;
    if (token.kind !== 'word' || !token.text.startsWith('.')) return undefined;
    const path = parseAttributePath(token.text.slice(1));
    if (path === undefined || path.schema !== undefined || path.subAttribute !== undefined) {
      throw this.#unexpected('one sub-attribute, such as .value');
    }
    this.#index += 1;
    return path.attribute;
  }

  #enclosed(close: ')' | ']', inner: () => Filter): Filter {
    this.#depth += 1;
    if (this.#depth > limits.filterDepth) {
      throw this.#fail(
        `More than ${limits.filterDepth} nested parentheses at position ${this.#next.at}. Ask in several requests.`,
      );
    }
    const filter = inner();
    if (!this.#take(close)) throw this.#unexpected(`and, or, or "${close}"`);
    this.#depth -= 1;
    return filter;
  }

  get #next(): Token {
    return this.#tokens[this.#index] as Token;
  }

  #take(kind: Token['kind']): boolean {
    if (this.#next.kind !== kind) return false;
    this.#index += 1;
    return true;
  }

  #takeWord(keyword: string): boolean {
    const token = this.#next;
    if (token.kind !== 'word' || token.text.toLowerCase() !== keyword) return false;
    this.#index += 1;
    return true;
  }

  /** Values are not repeated, nor any word of a filter on a password: it might be the password. */
  #quotable({ kind, text }: Token): string {
    if (kind === 'string') return 'a text in quotes';
    return secret.test(this.#text) ? 'something else' : `"${shown(text, 40)}"`;
  }

  #unexpected(expected: string, token: Token = this.#next): ScimError {
    const found = token.kind === 'end' ? 'it ends' : `${this.#quotable(token)} stands`;
    return this.#fail(`Expected ${expected}, but ${found} at position ${token.at}. Correct the text there.`, {
      path: this.#text,
    });
  }
}

const isReserved = (text: string): boolean => reserved.has(text.toLowerCase());
