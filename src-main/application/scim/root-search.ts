// Queries at the root, RFC 7644 §3.4.2.1: across all resource types of a tenant. An attribute that a type does not have
// is without value there; order and page run across all of them.
import { createDeviations, type Deviations } from '../../protocol/deviations.ts';
import type { BoundFilter } from '../../protocol/filter/ast.ts';
import { bindFilter } from '../../protocol/filter/bind.ts';
import { invalidCursor } from '../../protocol/message/scim-error.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { RootPage, RootQuery } from '../ports/resource-store.ts';
import { isOffered } from '../tenant-profiles/attribute-rows.ts';
import { tolerateFilter } from '../tenant-profiles/filterable.ts';
import type { ScimContext } from './context.ts';
import { createCursors, type CursorQuery } from './cursor.ts';
import { literalOf, readFilter, type Bind } from './filter-reading.ts';
import { listText } from './list-text.ts';
import { readPage, type PageRequest } from './paging.ts';
import { storedName } from './read-facts.ts';
import { readRepresentation, represent, type Representation } from './representation.ts';
import type { Answer, LogFacts } from './request.ts';
import type { Scim } from './scim.ts';
import { readSort } from './sort.ts';
import { answerReadFailure } from './store-failure.ts';

type Bound = ReadonlyMap<ResourceType, BoundFilter>;

function factsOf({ resources }: RootPage, lookedFor: string | undefined, notes: readonly string[]): LogFacts {
  const [only, ...others] = resources;
  const found = only !== undefined && others.length === 0 ? only : undefined;
  const targetName = (found && storedName(found.resource)) ?? lookedFor;
  return {
    provisioningAction: 'read',
    ...(found === undefined ? {} : { resourceType: found.type.name, resourceId: found.resource.id }),
    ...(targetName === undefined ? {} : { targetName }),
    changedAttributes: [],
    notes,
  };
}

/** 200, or 400 for a filter, sort or page that cannot be read. */
export const createRootSearch = (context: ScimContext): Scim['rootSearch'] => {
  const cursors = createCursors(context);

  /** A cursor across types holds the index of its page. */
  const startOf = (page: PageRequest, of: CursorQuery, deviations: Deviations): number => {
    if (page.cursor === undefined || page.cursor === '') return page.startIndex;
    const start = Number(cursors.read(page.cursor, page.count, of, deviations));
    if (Number.isSafeInteger(start)) return start;
    throw invalidCursor('The cursor is of another query. Start again with an empty cursor.');
  };

  return async (request, query): Promise<Answer> => {
    const { tenant, profile } = request;
    const types = request.types.types.filter((type) => isOffered(profile, type));
    const deviations = createDeviations(tenant.compatibility);
    const representations = new Map<ResourceType, Representation>(
      types.map((type) => [type, readRepresentation(query, type, request)]),
    );
    const sort = readSort(query, types, deviations);
    const page = readPage(query, deviations);
    const of: CursorQuery = { tenantId: tenant.id, endpoint: '/', query };
    const startIndex = startOf(page, of, deviations);

    const find = (bound?: Bound): Promise<RootPage> => {
      const parts = [...representations].map(([type, { needs }]): RootQuery['parts'][number] => {
        const filter = bound?.get(type);
        const sortBy = sort?.pathOf(type);
        return { type, include: needs, ...(filter && { filter }), ...(sortBy && { sortBy }) };
      });
      const descending = sort?.descending ?? false;
      return context.resources
        .listAcross({ tenantId: tenant.id, parts, descending, startIndex, count: page.count })
        .catch(answerReadFailure);
    };

    const bind: Bind<Bound> = (filter, heard) =>
      new Map(
        types.map((type) => {
          const bound = bindFilter(filter, type, heard, types);
          tolerateFilter(bound, type, profile, heard);
          return [type, bound];
        }),
      );

    const text = query['filter'] ?? '';
    const readings = text === '' ? undefined : readFilter(text, bind, request);
    let reading = readings?.first;
    let found = await find(reading?.bound);
    if (found.totalResults === 0 && readings?.second !== undefined) {
      const foundBySecond = await find(readings.second.bound);
      if (foundBySecond.totalResults > 0) {
        found = foundBySecond;
        reading = readings.second;
      }
    }

    const items = found.resources.map(({ type, resource }) =>
      represent(resource, representations.get(type) as Representation),
    );
    const next = startIndex + items.length;
    const isMore = page.cursor !== undefined && items.length > 0 && next <= found.totalResults;
    const nextCursor = isMore ? cursors.write({ after: String(next), count: page.count }, of) : undefined;
    const notes = [...deviations.notes, ...(reading?.deviations.notes ?? [])];
    return {
      reply: {
        status: 200,
        body: listText({ totalResults: found.totalResults, items, nextCursor }, { ...page, startIndex }),
        facts: factsOf(found, reading && literalOf(reading.written), notes),
      },
    };
  };
};
