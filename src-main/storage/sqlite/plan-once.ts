/**
 * A query whose plan is kept between its executions. SQLite looks at the values bound in a join, a subquery or a LIMIT
 * to choose the plan, and therefore plans anew whenever one changes: 15 to 50 µs, more than most reads here take. It
 * does not look behind a unary plus, which changes no value and no comparison.
 */
export const planOnce = (sql: string): string => sql.replaceAll(/(?<=[\s(])\?/g, '+?');
