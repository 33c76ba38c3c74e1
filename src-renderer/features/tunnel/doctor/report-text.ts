import type { TunnelFinding, TunnelReport } from '#shared/console-api/tunnel.ts';
import type { Translate } from '#renderer/ui/translate.ts';

const rank: Readonly<Record<TunnelFinding['result'], number>> = { fail: 0, warn: 1, ok: 2 };

export const worstFirst = (findings: readonly TunnelFinding[]): readonly TunnelFinding[] =>
  findings.toSorted((a, b) => rank[a.result] - rank[b.result]);

/** The report as plain text, to be sent to whoever runs the proxy. It has no token in it: the doctor never shows one. */
export function reportText({ url, at, findings }: TunnelReport, t: Translate): string {
  const lines = worstFirst(findings).flatMap(({ check, result, title, whatEntraSays, whatToChange, measured }) => [
    `${t(`tunnel.doctor.result.${result}`)}: ${title} (${check}${measured === null ? '' : `, ${measured}`})`,
    ...(whatEntraSays === null ? [] : [`  ${t('tunnel.doctor.entra')}: ${whatEntraSays}`]),
    ...(whatToChange === null ? [] : [`  ${t('tunnel.doctor.change')}: ${whatToChange}`]),
  ]);
  return `${url}, ${at}\n\n${lines.join('\n')}\n`;
}
