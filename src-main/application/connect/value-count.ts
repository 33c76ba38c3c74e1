// Counts how many documents have a value for each row of an attribute table: for every row what `hasValue` says, in one walk
// through the document. What it has not costs one look for all rows of an attribute, and a filter such as `type eq "work"` is
// judged once for each type there is.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { evaluate } from '../../protocol/filter/evaluate.ts';
import type { BoundFilter } from '../../protocol/filter/ast.ts';
import { saysNothing, type BoundRow } from '../tenant-profiles/attribute-rows.ts';

export interface ValueCount {
  add(document: JsonObject): void;
  /** In the order of the rows. */
  readonly counts: readonly number[];
}

type Selects = (element: JsonValue) => boolean;

interface Place {
  readonly container: string | undefined;
  readonly name: string;
  readonly rows: readonly { readonly index: number; readonly selects: Selects; readonly sub: string | undefined }[];
}

/** Verdicts remembered for each filter; types are few, but anything may be sent as one. */
const rememberedVerdicts = 100;

function selectorOf(filter: BoundFilter | undefined): Selects {
  if (filter === undefined) return () => true;
  const judge: Selects = (element) => isJsonObject(element) && evaluate(filter, element);
  if (filter.kind !== 'compare' || filter.path.subAttribute !== undefined) return judge;
  const { name } = filter.path.attribute;
  const verdicts = new Map<JsonValue | undefined, boolean>();
  return (element) => {
    if (!isJsonObject(element)) return false;
    const value = element[name];
    const known = verdicts.get(value);
    if (known !== undefined) return known;
    const verdict = evaluate(filter, element);
    const isSimple = typeof value !== 'object' || value === null;
    if (isSimple && verdicts.size < rememberedVerdicts) verdicts.set(value, verdict);
    return verdict;
  };
}

const placesOf = (rows: readonly BoundRow[]): readonly Place[] => {
  const numbered = rows.map((row, index) => ({ row, index }));
  return [...Map.groupBy(numbered, ({ row }) => row.path.attribute)].map(([{ name }, own]) => ({
    container: own[0]?.row.path.container,
    name,
    rows: own.map(({ row, index }) => ({ index, selects: selectorOf(row.filter), sub: row.path.subAttribute?.name })),
  }));
};

function isThere(element: JsonValue, { selects, sub }: Place['rows'][number]): boolean {
  if (!selects(element)) return false;
  if (sub === undefined) return !saysNothing(element);
  const part = isJsonObject(element) ? element[sub] : undefined;
  return part !== undefined && !saysNothing(part);
}

export function createValueCount(rows: readonly BoundRow[]): ValueCount {
  const counts = rows.map(() => 0);
  const places = placesOf(rows);
  return {
    counts,
    add: (document) => {
      for (const place of places) {
        const holder = place.container === undefined ? document : document[place.container];
        const value = isJsonObject(holder) ? holder[place.name] : undefined;
        if (value === undefined) continue;
        for (const row of place.rows) {
          const has = Array.isArray(value)
            ? (value as readonly JsonValue[]).some((element) => isThere(element, row))
            : isThere(value, row);
          if (has) counts[row.index] = (counts[row.index] ?? 0) + 1;
        }
      }
    },
  };
}
