// Queries, RFC 7644 §3.4.2: filter, sort, page and projection. No hit is an empty list, never a 404.
import { listResponseMessage } from '#shared/scim/urn.ts';
import type { Compatibility } from '#shared/scim/compatibility.ts';
import { createDeviations, type Deviations } from '../../protocol/deviations.ts';
import type { BoundFilter, BoundPath, Filter } from '../../protocol/filter/ast.ts';
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

/** What a filter means, and what was tolerated to read it so. */
interface FilterReading {
  readonly written: Filter;
  readonly filter: BoundFilter;
  readonly deviations: Deviations;
}

function readAs(text: string, type: ResourceType, compatibility: Compatibility): FilterReading {
  const deviations = createDeviations(compatibility);
  const written = parseFilter(text, deviations);
  return { written, filter: bindFilter(written, type, deviations), deviations };
}

function readOr<Otherwise>(read: () => FilterReading, otherwise: Otherwise): FilterReading | Otherwise {
  try {
    return read();
  } catch (error) {
    if (error instanceof ScimError) return otherwise;
    throw error;
  }
}

/** A filter as it stands and, where that is no filter or finds nothing, decoded once more. */
function readFilter(
  text: string,
  type: ResourceType,
  compatibility: Compatibility,
): { readonly first: FilterReading; readonly second?: FilterReading } {
  const again = compatibility === 'lenient' ? decodedAgain(text) : undefined;
  const second = again === undefined ? undefined : readOr(() => readAs(again, type, compatibility), undefined);
  if (second === undefined) return { first: readAs(text, type, compatibility) };
  second.deviations.note(twice);
  const first = readOr(() => readAs(text, type, compatibility), undefined);
  return first === undefined ? { first: second } : { first, second };
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
    const { first, second } = readFilter(text, type, tenant.compatibility);
    let reading = first;
    let found = await resources.list({ ...wanted, filter: first.filter });
    // A value may hold a literal "%40", so the second reading counts only where the first finds nobody.
    if (found.totalResults === 0 && second !== undefined) {
      const foundBySecond = await resources.list({ ...wanted, filter: second.filter });
      if (foundBySecond.totalResults > 0) {
        found = foundBySecond;
        reading = second;
      }
    }
    const only = found.totalResults === 1 ? found.resources[0] : undefined;
    const name = (only && storedName(only)) ?? literalOf(reading.written);
    const facts = readFacts(type, only?.id, name, reading.deviations.notes);
    return { reply: { status: 200, body: listText(found, page.startIndex, representation), facts } };
  };
