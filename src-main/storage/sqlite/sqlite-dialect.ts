import type { Dialect } from '../sql/dialect.ts';

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** `["urn:…:User","manager"]` → `'$."urn:…:User"."manager"'`; schemas never name an attribute with a quote in it. */
const jsonPath = (names: readonly string[]): string =>
  literal(`$${names.map((name) => `."${name.replaceAll('"', '')}"`).join('')}`);

/**
 * SQLite with the functions of functions.ts registered on the connection.
 * @param containing asks the index of searched texts; without one every resource is looked at
 */
export const createSqliteDialect = (containing: Dialect['containing'] = () => undefined): Dialect => ({
  documentValue: (path) => `json_extract(r.doc, ${jsonPath(path)})`,
  documentHasValue: (path) =>
    `EXISTS (SELECT 1 FROM json_tree(r.doc, ${jsonPath(path)}) t WHERE t.atom IS NOT NULL AND t.atom <> '')`,
  documentElements: (path) => `json_each(r.doc, ${jsonPath(path)}) e`,
  elementValue: (name) => (name === undefined ? 'e.value' : `json_extract(e.value, ${jsonPath([name])})`),
  elementPosition: 'e.key',
  fold: (text) => `fold_case(${text})`,
  instant: (text) => `instant(${text})`,
  positionIn: (text, part) => `instr(${text}, ${part})`,
  endsWith: (text, part) => `ends_with(${text}, ${part})`,
  containing,
  seldom: (condition) => `unlikely(${condition})`,
  booleanParameter: (value) => (value ? 1 : 0),
});
