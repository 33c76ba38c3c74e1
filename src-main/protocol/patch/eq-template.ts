import type { JsonValue } from '#shared/lang/json.ts';
import type { BoundFilter } from '../filter/ast.ts';

/**
 * The sub-attributes an element must have to fulfil a filter: `type eq "work"` → `{ type: 'work' }`. Undefined when the
 * filter is more than `eq` conditions joined with `and`, so that nobody could say which element to create.
 */
export function eqTemplate(filter: BoundFilter): Readonly<Record<string, JsonValue>> | undefined {
  if (filter.kind === 'compare' && filter.operator === 'eq') return { [filter.path.attribute.name]: filter.value };
  if (filter.kind !== 'and') return undefined;
  const left = eqTemplate(filter.left);
  const right = eqTemplate(filter.right);
  return left === undefined || right === undefined ? undefined : { ...left, ...right };
}
