/** Ends an exhaustive switch: the compiler reports a missing case, and a value that should not exist stops here. */
export function assertNever(value: never, what: string): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
