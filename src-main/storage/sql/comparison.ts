// One comparison of a filter as SQL that is NULL only where the value is: the caller makes it two-valued.
import { assertNever } from '#shared/lang/assert-never.ts';
import type { Attribute } from '../../protocol/schema/attribute.ts';
import type { CompareOperator, Literal } from '../../protocol/filter/ast.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { Dialect, Fragment, SqlParameter } from './dialect.ts';

const symbols = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' } as const;

const isFolded = ({ type, caseExact }: Attribute): boolean => (type === 'string' || type === 'reference') && !caseExact;

/** A stored value in the form in which it is compared: folded text, an instant, or itself. */
export function comparable(attribute: Attribute, value: string, dialect: Dialect): string {
  if (attribute.type === 'dateTime') return dialect.instant(value);
  return isFolded(attribute) ? dialect.fold(value) : value;
}

/** The literal in the same form. */
export function parameterOf(attribute: Attribute, literal: Exclude<Literal, null>, dialect: Dialect): SqlParameter {
  if (typeof literal === 'boolean') return dialect.booleanParameter(literal);
  return typeof literal === 'string' && isFolded(attribute) ? foldCase(literal) : literal;
}

/** `left` and the parameter must both be comparable. No wildcard is ever interpreted: co, sw and ew search plain text. */
export function compareSql(
  left: string,
  operator: CompareOperator,
  parameter: SqlParameter,
  dialect: Dialect,
): Fragment {
  switch (operator) {
    case 'co':
      return { sql: `${dialect.positionIn(left, '?')} > 0`, params: [parameter] };
    case 'sw':
      return { sql: `${dialect.positionIn(left, '?')} = 1`, params: [parameter] };
    case 'ew':
      return { sql: dialect.endsWith(left, '?'), params: [parameter] };
    case 'eq':
    case 'ne':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return { sql: `${left} ${symbols[operator]} ?`, params: [parameter] };
    default:
      return assertNever(operator, 'operator');
  }
}
