// What a verb prints: one line of JSON for programs, or an aligned table for people.
const gap = '  ';

/** Control characters in what a client or a stranger's server sent must not steer the terminal. */
export const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, '�');

export const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

export const printJson = (value: unknown): void => print(JSON.stringify(value));

/** Prints a heading and rows, each column as wide as its widest cell. */
export function printTable(heading: readonly string[], rows: readonly (readonly string[])[]): void {
  const cells = [heading, ...rows].map((row) => row.map(printable));
  const widths = heading.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  for (const row of cells) {
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join(gap)
        .trimEnd(),
    );
  }
}

/** `2026-05-01T09:30:00.000Z` as `2026-05-01 09:30`, in UTC; what never happened is a dash. */
export const shortTime = (at: string | null): string => (at === null ? '-' : at.slice(0, 16).replace('T', ' '));
