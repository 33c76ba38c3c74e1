// A conformance report for a terminal.
import { count, countAll, type CaseResult, type Counts, type Report } from './report.ts';

const said = ({ passed, failed, skipped }: Counts): string => `${passed} passed, ${failed} failed, ${skipped} skipped`;

const cut = (text: string, width: number): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text);
const nameWidth = 72;

const row = (suite: string, { name, level, outcome, why }: CaseResult, suiteWidth: number): string =>
  [suite.padEnd(suiteWidth), cut(name, nameWidth).padEnd(nameWidth), outcome.padEnd(7), level.padEnd(11), why]
    .join('  ')
    .trimEnd();

const indented = (text: string): string => text.replaceAll(/^/gm, '    ');

const failureText = ({ name, failure }: CaseResult): readonly string[] =>
  failure === undefined
    ? []
    : [
        `\n${name}, step ${failure.step}`,
        '  sent:',
        indented(cut(failure.sent, 1_500)),
        '  expected otherwise:',
        ...failure.expected.map((mismatch) => indented(cut(mismatch, 600))),
        '  came:',
        indented(cut(failure.came, 1_500)),
      ];

/** Every case in a line, what failed in full, and one closing line that counts. */
export function printTable(report: Report): string {
  const { suites, leftBehind } = report;
  const suiteWidth = Math.max(5, ...suites.map(({ id }) => id.length));
  const heading = ['suite'.padEnd(suiteWidth), 'case'.padEnd(nameWidth), 'result ', 'level      ', 'why'].join('  ');
  const counts = countAll(report);
  return [
    heading,
    ...suites.flatMap(({ id, cases }) => cases.map((one) => row(id, one, suiteWidth))),
    ...suites.flatMap(({ cases }) => cases.flatMap(failureText)),
    '',
    ...suites.map(({ id, cases }) => `${id.padEnd(suiteWidth)}  ${said(count(cases))}`),
    ...leftBehind.map((path) => `Could not be deleted again: ${path}`),
    '',
    `${said(counts)}${counts.failed > 0 ? ` (${counts.mandatoryFailed} of the failed are mandatory)` : ''}`,
    '',
  ].join('\n');
}
