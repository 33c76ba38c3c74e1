// Queries, RFC 7644 §3.4.2: filter, sort, page and projection. No hit is an empty list, never a 404.
import { listResponseMessage } from '#shared/scim/urn.ts';
import type { BoundPath, Filter } from '../../protocol/filter/ast.ts';
import { parseAttributePath } from '../../protocol/filter/attribute-path.ts';
import { bindFilter } from '../../protocol/filter/bind.ts';
import { parseFilter } from '../../protocol/filter/parser.ts';
import { invalidValue, ScimError } from '../../protocol/message/scim-error.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { findAttribute } from '../../protocol/schema/registry.ts';
import type { ResourcePage, ResourceQuery } from '../ports/resource-store.ts';
import type { ScimContext } from './context.ts';
import { readPage } from './paging.ts';
import { readFacts, storedName } from './read-facts.ts';
import { readRepresentation, represent, type Representation } from './representation.ts';
import type { Query } from './request.ts';
import type { ResourceUseCases } from './scim.ts';

/** RFC 7644 §3.4.2.3. An attribute nobody knows cannot be sorted by; it is said instead of returning another order. */
function readSort(query: Query, type: ResourceType): ResourceQuery['sortBy'] {
  const sortBy = query['sortby'];
  if (sortBy === undefined || sortBy === '') return undefined;
  const parsed = parseAttributePath(sortBy);
  const path: BoundPath | undefined = parsed && findAttribute(type, parsed);
  if (path === undefined) {
    throw invalidValue(
      `sortBy names "${sortBy.slice(0, 100)}", which a ${type.name} does not have. Send one of its attributes.`,
      {
        path: sortBy,
      },
    );
  }
  return { path, descending: query['sortorder']?.toLowerCase() === 'descending' };
}

/** `userName%20eq%20%22x%22` after one decoding: a client, or what it is behind, encoded twice. */
const escape = /%[0-9a-f]{2}/i;

function decodedAgain(text: string): string | undefined {
  if (!escape.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const twice = 'filter: percent-encoded twice, decoded once more';

interface FilterReadings {
  readonly first: Filter;
  readonly second?: Filter;
  readonly notes: string[];
}

function parsedOr<Otherwise>(text: string, otherwise: (refusal: ScimError) => Otherwise): Filter | Otherwise {
  try {
    return parseFilter(text);
  } catch (error) {
    if (error instanceof ScimError) return otherwise(error);
    throw error;
  }
}

/** A filter as it stands and, where that is no filter or finds nothing, decoded once more. */
function readFilter(text: string): FilterReadings {
  const again = decodedAgain(text);
  const second = again === undefined ? undefined : parsedOr(again, () => undefined);
  if (second === undefined) return { first: parseFilter(text), notes: [] };
  const first = parsedOr(text, () => undefined);
  return first === undefined ? { first: second, notes: [twice] } : { first, second, notes: [] };
}

/** The first text a filter compares with: whom it looks for. */
function literalOf(filter: Filter): string | undefined {
  if (filter.kind === 'compare') return typeof filter.value === 'string' ? filter.value : undefined;
  if (filter.kind === 'and' || filter.kind === 'or') return literalOf(filter.left) ?? literalOf(filter.right);
  if (filter.kind === 'not') return literalOf(filter.operand);
  return filter.kind === 'valuePath' ? literalOf(filter.filter) : undefined;
}

function listText(
  { totalResults, resources }: ResourcePage,
  startIndex: number,
  representation: Representation,
): string {
  const items = resources.map((resource) => represent(resource, representation));
  return (
    `{"schemas":["${listResponseMessage}"],"totalResults":${totalResults},"startIndex":${startIndex},` +
    `"itemsPerPage":${items.length},"Resources":[${items.join(',')}]}`
  );
}

/** 200, or 400 for a filter, sort or page that cannot be read. */
export const createList =
  ({ resources }: ScimContext, type: ResourceType): ResourceUseCases['list'] =>
  async (request, query) => {
    const { tenant } = request;
    const representation = readRepresentation(query, type, request);
    const sortBy = readSort(query, type);
    const page = readPage(query);
    const wanted: ResourceQuery = {
      tenantId: tenant.id,
      type,
      ...page,
      include: representation.needs,
      ...(sortBy === undefined ? {} : { sortBy }),
    };
    const text = query['filter'];
    if (text === undefined || text === '') {
      const found = await resources.list(wanted);
      return { reply: { status: 200, body: listText(found, page.startIndex, representation), facts: readFacts(type) } };
    }
    const { first, second, notes } = readFilter(text);
    let found = await resources.list({ ...wanted, filter: bindFilter(first, type) });
    // A value may hold a literal "%40", so the second reading counts only where the first finds nobody.
    if (found.totalResults === 0 && second !== undefined) {
      found = await resources.list({ ...wanted, filter: bindFilter(second, type) });
      if (found.totalResults > 0) notes.push(twice);
    }
    const only = found.totalResults === 1 ? found.resources[0] : undefined;
    const name = (only && storedName(only)) ?? literalOf(first);
    const facts = readFacts(type, only?.id, name, notes);
    return { reply: { status: 200, body: listText(found, page.startIndex, representation), facts } };
  };
