const begin = 'FAILED: ';
const longest = 400;

/** One line for one failure, that `npm test` finds again in what a runner printed and repeats at its end. */
export const failureLine = (name: string, message = ''): string =>
  `${begin}${name}: ${message}`.replaceAll(/\s+/gu, ' ').slice(0, longest).trimEnd();

/** The failures that a runner named. */
export const failureLines = (output: string): readonly string[] =>
  output.split('\n').filter((line) => line.startsWith(begin));
