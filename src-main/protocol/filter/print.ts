// Writes a filter back as text; reading it again gives the same tree.
import { assertNever } from '#shared/lang/assert-never.ts';
import type { Filter, Literal } from './ast.ts';
import { printAttributePath } from './attribute-path.ts';

const printLiteral = (value: Literal): string => JSON.stringify(value);

/** `userName eq "bjensen" and (title pr or not (active eq true))` */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'present':
      return `${printAttributePath(filter.path)} pr`;
    case 'compare':
      return `${printAttributePath(filter.path)} ${filter.operator} ${printLiteral(filter.value)}`;
    case 'not':
      return `not (${printFilter(filter.operand)})`;
    case 'valuePath':
      return `${printAttributePath(filter.path)}[${printFilter(filter.filter)}]`;
    case 'and':
    case 'or':
      return `${printOperand(filter.left, filter.kind, 'left')} ${filter.kind} ${printOperand(filter.right, filter.kind, 'right')}`;
    default:
      return assertNever(filter, 'filter');
  }
}

/** `or` inside `and` needs parentheses, and so does a right operand of the same kind: both are left-associative. */
function printOperand(operand: Filter, parent: 'and' | 'or', side: 'left' | 'right'): string {
  const needed =
    (operand.kind === 'or' && (parent === 'and' || side === 'right')) ||
    (operand.kind === 'and' && parent === 'and' && side === 'right');
  return needed ? `(${printFilter(operand)})` : printFilter(operand);
}
