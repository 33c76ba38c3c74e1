// What differs between databases, as small pieces of SQL. Everything in storage/sql is written against this; what is
// standard (EXISTS, IS TRUE, NULLS LAST) is not here. A resource's row goes by the alias `r`, a parameter by `?`: a driver
// that numbers them rewrites the finished text.

/** A piece of SQL with the parameters of its placeholders, in order. */
export interface Fragment {
  readonly sql: string;
  readonly params: readonly SqlParameter[];
}
/** Booleans and instants become one of the two. */
export type SqlParameter = string | number;

export interface Dialect {
  /** The value of the document of `r` at a path of member names; NULL when there is none. */
  documentValue(path: readonly string[]): string;
  /** True when anything that is neither null nor "" is at the path of the document or below it. */
  documentHasValue(path: readonly string[]): string;
  /** FROM item `e`: the elements of the document's array at a path. */
  documentElements(path: readonly string[]): string;
  /** The value of `e`, or of its member `name`. */
  elementValue(name?: string): string;
  /** Sorts `e` as the array does. */
  readonly elementPosition: string;
  /** Folds case as `foldCase` does; NULL for what is not text. */
  fold(text: string): string;
  /** ISO 8601 UTC with milliseconds of a dateTime; NULL for what is not one. */
  instant(text: string): string;
  /** 1-based position of `part` in `text`, 0 when it is not there. */
  positionIn(text: string, part: string): string;
  /** Whether `text` ends with `part`; NULL for what is not text. */
  endsWith(text: string, part: string): string;
  /**
   * A condition on `r` that an index answers and that holds for every resource with a searched text (searched-text.ts) that
   * contains `folded`; it may hold for others too. Undefined where looking at every resource is no slower, which depends on
   * whether each has its value in an index or only in the document.
   */
  readonly containing: (folded: string, valueIn: 'index' | 'document') => Fragment | undefined;
  /** Tells the planner that few rows fulfil the condition, so that it takes the index. */
  seldom(condition: string): string;
  booleanParameter(value: boolean): SqlParameter;
}
