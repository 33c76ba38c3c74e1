// The filter of a query, read as it stands and, where that is no filter or finds nothing, percent-decoded once more: a
// client, or what it is behind, encoded it twice.
import type { Compatibility } from '#shared/scim/compatibility.ts';
import { createDeviations, type Deviations } from '../../protocol/deviations.ts';
import type { Filter } from '../../protocol/filter/ast.ts';
import { parseFilter } from '../../protocol/filter/parser.ts';
import { ScimError } from '../../protocol/message/scim-error.ts';
import type { ScimRequest } from './request.ts';

/** What a filter means, and what was tolerated to read it so. */
export interface FilterReading<Bound> {
  readonly written: Filter;
  readonly bound: Bound;
  readonly deviations: Deviations;
}

/** Finds a filter's names in one schema, or in several. */
export type Bind<Bound> = (filter: Filter, deviations: Deviations) => Bound;

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

function readAs<Bound>(text: string, bind: Bind<Bound>, compatibility: Compatibility): FilterReading<Bound> {
  const deviations = createDeviations(compatibility);
  const written = parseFilter(text, deviations);
  return { written, bound: bind(written, deviations), deviations };
}

function orNothing<Bound>(read: () => FilterReading<Bound>): FilterReading<Bound> | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
}

interface FilterReadings<Bound> {
  readonly first: FilterReading<Bound>;
  /** Counts only where the first finds nothing: a value may hold a literal "%40". */
  readonly second?: FilterReading<Bound>;
}

/** Throws 400 invalidFilter for what is no filter in any reading. A filter in a body was not encoded at all. */
export function readFilter<Bound>(
  text: string,
  bind: Bind<Bound>,
  { tenant: { compatibility }, method }: ScimRequest,
): FilterReadings<Bound> {
  const again = compatibility === 'lenient' && method !== 'POST' ? decodedAgain(text) : undefined;
  const second = again === undefined ? undefined : orNothing(() => readAs(again, bind, compatibility));
  if (second === undefined) return { first: readAs(text, bind, compatibility) };
  second.deviations.note(twice);
  const first = orNothing(() => readAs(text, bind, compatibility));
  return first === undefined ? { first: second } : { first, second };
}

/** The first text a filter compares with: whom it looks for. */
export function literalOf(filter: Filter): string | undefined {
  if (filter.kind === 'compare') return typeof filter.value === 'string' ? filter.value : undefined;
  if (filter.kind === 'and' || filter.kind === 'or') return literalOf(filter.left) ?? literalOf(filter.right);
  if (filter.kind === 'not') return literalOf(filter.operand);
  return filter.kind === 'valuePath' ? literalOf(filter.filter) : undefined;
}
