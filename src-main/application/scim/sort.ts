// sortBy and sortOrder, RFC 7644 §3.4.2.3. An attribute nobody knows cannot be sorted by; it is said instead of returning
// another order.
import type { Deviations } from '../../protocol/deviations.ts';
import type { BoundPath } from '../../protocol/filter/ast.ts';
import { parseAttributePath } from '../../protocol/filter/attribute-path.ts';
import { invalidValue } from '../../protocol/message/scim-error.ts';
import { shown } from '../../protocol/message/shown.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { findAttribute } from '../../protocol/schema/registry.ts';
import type { Query } from './request.ts';

/** What a query is sorted by: the same attribute, as far as each of the types has it. */
export interface Sort {
  readonly pathOf: (type: ResourceType) => BoundPath | undefined;
  readonly descending: boolean;
}

/** RFC 7644 §3.4.2.3: ascending is the default. */
function isDescending(sortOrder: string, deviations: Deviations): boolean {
  const order = sortOrder.toLowerCase();
  if (!['', 'ascending', 'descending'].includes(order)) {
    deviations.tolerate(`sortOrder: "${shown(sortOrder)}" read as ascending`, () =>
      invalidValue(`sortOrder is "${shown(sortOrder)}". Send ascending or descending.`, { path: 'sortOrder' }),
    );
  }
  return order === 'descending';
}

/** Undefined where no order is asked for. Throws 400 invalidValue when none of `types` has the attribute. */
export function readSort(query: Query, types: readonly ResourceType[], deviations: Deviations): Sort | undefined {
  const sortBy = query['sortby'];
  if (sortBy === undefined || sortBy === '') return undefined;
  const parsed = parseAttributePath(sortBy);
  const pathOf = (type: ResourceType): BoundPath | undefined => parsed && findAttribute(type, parsed);
  if (types.every((type) => pathOf(type) === undefined)) {
    const names = types.map(({ name }) => `a ${name}`).join(' or ');
    throw invalidValue(`sortBy names "${shown(sortBy)}", which ${names} does not have. Send one of its attributes.`, {
      path: sortBy,
    });
  }
  return { pathOf, descending: isDescending(query['sortorder'] ?? '', deviations) };
}
