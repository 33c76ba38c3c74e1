/** Computes once for each pair of objects, as long as both live: a profile and what a tenant serves are asked for often. */
export function oncePerPair<First extends object, Second extends object, Value>(
  compute: (first: First, second: Second) => Value,
): (first: First, second: Second) => Value {
  const known = new WeakMap<First, WeakMap<Second, { readonly value: Value }>>();
  return (first, second) => {
    const ofFirst = known.get(first) ?? new WeakMap<Second, { readonly value: Value }>();
    known.set(first, ofFirst);
    const found = ofFirst.get(second) ?? { value: compute(first, second) };
    ofFirst.set(second, found);
    return found.value;
  };
}
