const networkShape = /^[0-9a-f.:]{2,45}(?:\/\d{1,3})?$/i;

/** What was typed as networks, one by one: they stand on lines of their own, or between commas or spaces. */
export const networksOf = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

/** The first that cannot be a network; the core reads them exactly. */
export const wrongNetwork = (text: string): string | undefined =>
  networksOf(text).find((part) => !networkShape.test(part));
