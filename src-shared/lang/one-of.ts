/** The value that a text from outside (a URL, a storage, a control) is; null when it is none of them. */
export const oneOf = <Value extends string>(values: readonly Value[], text: string | null | undefined): Value | null =>
  values.find((value) => value === text) ?? null;
