// The doctor's report as plain text, to be copied into a ticket or read in a terminal: what is wrong first.
import type { TunnelFinding, TunnelReport } from '../console-api/tunnel-doctor.ts';

/** A page's title and a header's value come from a stranger, and must not steer the terminal. */
const printable = (line: string): string => line.replaceAll(/\p{Cc}/gu, '�');

const order: readonly TunnelFinding['result'][] = ['fail', 'warn', 'ok'];

function printFinding({ result, title, whatEntraSays, whatToChange, measured }: TunnelFinding): readonly string[] {
  return [
    `${result.toUpperCase().padEnd(5)} ${title}${measured === null ? '' : ` (${measured})`}`,
    ...(whatEntraSays === null ? [] : [`      Entra: ${whatEntraSays}`]),
    ...(whatToChange === null ? [] : [`      Change: ${whatToChange}`]),
  ];
}

function summary(findings: readonly TunnelFinding[]): string {
  const [failed, warned] = order.map((wanted) => findings.filter(({ result }) => result === wanted).length);
  return failed === 0 && warned === 0
    ? `all ${findings.length} checks are fine`
    : `${failed} of ${findings.length} checks failed, ${warned} with a warning`;
}

/** Several lines, without one at the end. It holds no secret: a finding has none. */
export function printReport({ url, at, findings }: TunnelReport): string {
  const sorted = order.flatMap((wanted) => findings.filter(({ result }) => result === wanted));
  return [`${url}: ${summary(findings)} (${at})`, ...sorted.flatMap(printFinding)].map(printable).join('\n');
}
