// Queries, RFC 7644 §3.4.2: filter, sort, page and projection. No hit is an empty list, never a 404.
import { createDeviations, type Deviations } from '../../protocol/deviations.ts';
import type { BoundFilter } from '../../protocol/filter/ast.ts';
import { bindFilter } from '../../protocol/filter/bind.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { ResourcePage, ResourceQuery } from '../ports/resource-store.ts';
import { tolerateFilter } from '../tenant-profiles/filterable.ts';
import type { ScimContext } from './context.ts';
import { createCursors, type CursorQuery, type Cursors } from './cursor.ts';
import { literalOf, readFilter, type Bind } from './filter-reading.ts';
import { listText } from './list-text.ts';
import { readPage, type PageRequest } from './paging.ts';
import { readFacts, storedName } from './read-facts.ts';
import { readRepresentation, represent, type Representation } from './representation.ts';
import type { Answer, LogFacts, Query } from './request.ts';
import type { ResourceUseCases } from './scim.ts';
import { readSort } from './sort.ts';
import { answerReadFailure } from './store-failure.ts';

/** How one query is to be answered. */
interface Asked {
  readonly page: PageRequest;
  readonly representation: Representation;
  readonly of: CursorQuery;
}

/** Where a page by cursor begins; nowhere for the first one. */
const afterOf = (page: PageRequest, of: CursorQuery, cursors: Cursors, deviations: Deviations) =>
  page.cursor === undefined || page.cursor === ''
    ? {}
    : { after: cursors.read(page.cursor, page.count, of, deviations) };

const sortOf = (query: Query, type: ResourceType, deviations: Deviations): Pick<ResourceQuery, 'sortBy'> => {
  const sort = readSort(query, [type], deviations);
  const path = sort?.pathOf(type);
  return sort === undefined || path === undefined ? {} : { sortBy: { path, descending: sort.descending } };
};

/** 200, or 400 for a filter, sort or page that cannot be read. */
export const createList = (context: ScimContext, type: ResourceType): ResourceUseCases['list'] => {
  const cursors = createCursors(context);

  const list = (query: ResourceQuery): Promise<ResourcePage> => context.resources.list(query).catch(answerReadFailure);

  const replyWith = ({ totalResults, resources, next }: ResourcePage, { page, representation, of }: Asked) => {
    const items = resources.map((resource) => represent(resource, representation));
    const nextCursor =
      page.cursor === undefined || next === undefined
        ? undefined
        : cursors.write({ after: next, count: page.count }, of);
    return { status: 200, body: listText({ totalResults, items, nextCursor }, page) };
  };

  const factsOf = ({ totalResults }: ResourcePage, notes: readonly string[], id?: string, name?: string): LogFacts => ({
    ...readFacts(type, id, name, notes),
    totalResults,
  });

  return async (request, query): Promise<Answer> => {
    const { tenant, profile } = request;
    const deviations = createDeviations(tenant.compatibility);
    const representation = readRepresentation(query, type, request);
    const page = readPage(query, deviations);
    const of: CursorQuery = { tenantId: tenant.id, endpoint: type.endpoint, query };
    const wanted: ResourceQuery = {
      tenantId: tenant.id,
      type,
      startIndex: page.startIndex,
      count: page.count,
      include: representation.needs,
      ...sortOf(query, type, deviations),
      ...afterOf(page, of, cursors, deviations),
    };
    const asked: Asked = { page, representation, of };
    const text = query['filter'];
    if (text === undefined || text === '') {
      const found = await list(wanted);
      return { reply: { ...replyWith(found, asked), facts: factsOf(found, deviations.notes) } };
    }
    const bind: Bind<BoundFilter> = (filter, heard) => {
      const bound = bindFilter(filter, type, heard);
      tolerateFilter(bound, type, profile, heard);
      return bound;
    };
    const { first, second } = readFilter(text, bind, request);
    let reading = first;
    let found = await list({ ...wanted, filter: first.bound });
    if (found.totalResults === 0 && second !== undefined) {
      const foundBySecond = await list({ ...wanted, filter: second.bound });
      if (foundBySecond.totalResults > 0) {
        found = foundBySecond;
        reading = second;
      }
    }
    const only = found.totalResults === 1 ? found.resources[0] : undefined;
    const name = (only && storedName(only)) ?? literalOf(reading.written);
    const notes = [...deviations.notes, ...reading.deviations.notes];
    return { reply: { ...replyWith(found, asked), facts: factsOf(found, notes, only?.id, name) } };
  };
};
