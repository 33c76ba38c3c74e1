// The order in which a bulk request is performed, RFC 7644 §3.7.1: as sent, but an operation waits for those that create
// what it refers to. Operations that refer to each other in a circle are one step.

/** Indices of operations, ascending. More than one, or one that refers to itself, are a circle. */
export interface BulkStep {
  readonly operations: readonly number[];
  readonly isCircle: boolean;
}

/** Strongly connected components (Tarjan), as the component of each index. */
function componentsOf(references: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const components: number[][] = [];
  const found = new Map<number, { low: number; readonly order: number; done: boolean }>();
  const path: number[] = [];
  const visit = (index: number) => {
    const own = { low: found.size, order: found.size, done: false };
    found.set(index, own);
    path.push(index);
    for (const next of references[index] ?? []) {
      const known = found.get(next) ?? visit(next);
      if (!known.done) own.low = Math.min(own.low, known.low);
    }
    if (own.low === own.order) {
      const component = path.splice(path.lastIndexOf(index));
      for (const member of component) (found.get(member) as typeof own).done = true;
      components.push(component.toSorted((a, b) => a - b));
    }
    return own;
  };
  for (const index of references.keys()) if (!found.has(index)) visit(index);
  return components;
}

/** `references[i]` are the indices of the operations that operation `i` refers to. Every index is in one step. */
export function orderBulk(references: readonly (readonly number[])[]): readonly BulkStep[] {
  const components = componentsOf(references).toSorted(([a = 0], [b = 0]) => a - b);
  const componentAt = new Map(components.flatMap((indices, own) => indices.map((index) => [index, own] as const)));
  const dependants = components.map((): number[] => []);
  const missing = components.map((indices, own) => {
    const others = new Set(
      indices.flatMap((index) => (references[index] ?? []).map((other) => componentAt.get(other))),
    );
    others.delete(own);
    for (const other of others) if (other !== undefined) dependants[other]?.push(own);
    return others.size;
  });

  // Descending, so that the last one is what was sent first.
  const ready = [...components.keys()].filter((component) => missing[component] === 0).toReversed();
  const steps: BulkStep[] = [];
  for (let own = ready.pop(); own !== undefined; own = ready.pop()) {
    const operations = components[own] ?? [];
    const isCircle = operations.length > 1 || operations.some((index) => references[index]?.includes(index));
    steps.push({ operations, isCircle });
    for (const dependant of dependants[own] ?? []) {
      missing[dependant] = (missing[dependant] ?? 0) - 1;
      if (missing[dependant] === 0) ready.splice(ready.findLastIndex((other) => other > dependant) + 1, 0, dependant);
    }
  }
  return steps;
}
