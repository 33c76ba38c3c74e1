const failed = 'FAILED: ';
const again = 'SECOND TRY: ';
const longest = 400;

const line = (begin: string, name: string, message: string): string =>
  `${begin}${name}: ${message}`.replaceAll(/\s+/gu, ' ').slice(0, longest).trimEnd();

/** One line for one failure, that `npm test` finds again in what a runner printed and repeats at its end. */
export const failureLine = (name: string, message = ''): string => line(failed, name, message);

/** The same for a test that passed only when it was tried once more: a fault of the test or of the product, to be mended. */
export const secondTryLine = (name: string, message = ''): string => line(again, name, message);

/** The failures that a runner named. */
export const failureLines = (output: string): readonly string[] =>
  output.split('\n').filter((text) => text.startsWith(failed));

/** The tests that a runner had to try twice. */
export const secondTryLines = (output: string): readonly string[] =>
  output.split('\n').filter((text) => text.startsWith(again));
