import { InvalidArgumentError } from 'commander';

/** Reads a `--limit`: a whole number from 1 to `most`. */
export const atMost =
  (most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > most) {
      throw new InvalidArgumentError(`It is a whole number from 1 to ${most}.`);
    }
    return value;
  };
