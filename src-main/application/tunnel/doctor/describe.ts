// Names what came instead of an echo, in one sentence without a name for the sender.
import type { DoctorAnswer, DoctorOutcome } from '../../ports/doctor-client.ts';
import { noAnswer, noConnection, notDeserialized, unexpectedStatus } from './entra-says.ts';

const titleOf = (page: string): string | undefined =>
  /<title[^>]*>([^<]{1,200})/i.exec(page)?.[1]?.replaceAll(/\s+/g, ' ').trim();

export const isPage = ({ headers, text }: DoctorAnswer): boolean =>
  /html/i.test(headers['content-type'] ?? '') || /^\s*<(?:!doctype|html)/i.test(text);

export const isRedirect = ({ status }: DoctorAnswer): boolean => status >= 300 && status < 400 && status !== 304;

/** `answers 403 with a web page, "Attention"`, to follow the name of what was asked. */
export function described(outcome: DoctorOutcome | undefined): string {
  if (outcome === undefined) return 'was not asked';
  if (outcome.kind === 'none') {
    return outcome.code === 'TIMEOUT'
      ? `gives no answer within ${Math.round(outcome.ms / 1_000)} s`
      : `gives no answer (${outcome.code}: ${outcome.message})`;
  }
  const { status, headers, from } = outcome;
  if (isRedirect(outcome)) return `answers ${status} and sends to ${headers['location']?.slice(0, 200) ?? 'nowhere'}`;
  if (isPage(outcome)) {
    const title = titleOf(outcome.text);
    return `answers ${status} with a web page${title === undefined ? '' : `, "${title}"`}`;
  }
  if (from === 'this') return `answers ${status}, but the body is not the one that Rollcall sent`;
  const detail = /"detail"\s*:\s*"([^"]{1,300})"/.exec(outcome.text)?.[1];
  return `answers ${status}${detail === undefined ? '' : `: ${detail}`}`;
}

/** What Entra makes of an answer that is not Rollcall's. */
export function entraOn(outcome: DoctorOutcome | undefined): string {
  if (outcome === undefined || outcome.kind === 'none') {
    return outcome?.code === 'TIMEOUT' ? noAnswer : noConnection;
  }
  return outcome.status === 200 ? notDeserialized : unexpectedStatus(outcome.status);
}
