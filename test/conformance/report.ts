// What a conformance run found out, and what of it may be shown: never the token.
import type { Level } from '../idp/conversation.ts';
import type { Misstep } from '../idp/play.ts';

export type Outcome = 'passed' | 'failed' | 'skipped';

export interface Failure {
  /** Counted from 1. */
  readonly step: number;
  /** Request line, headers and body. */
  readonly sent: string;
  readonly expected: readonly string[];
  /** Status line, headers and body. */
  readonly came: string;
}

export interface CaseResult {
  readonly name: string;
  readonly level: Level;
  readonly outcome: Outcome;
  /** Why it failed or was skipped, in one line; empty when it passed. */
  readonly why: string;
  readonly durationMs: number;
  readonly failure?: Failure;
}

export interface SuiteResult {
  readonly id: string;
  readonly title: string;
  readonly cases: readonly CaseResult[];
}

export interface Report {
  readonly url: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly compatibility: string;
  readonly suites: readonly SuiteResult[];
  /** Paths of what could not be deleted again. */
  readonly leftBehind: readonly string[];
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Of the failed ones. */
  readonly mandatoryFailed: number;
}

export function count(cases: readonly CaseResult[]): Counts {
  const having = (outcome: Outcome): readonly CaseResult[] => cases.filter((one) => one.outcome === outcome);
  return {
    passed: having('passed').length,
    failed: having('failed').length,
    skipped: having('skipped').length,
    mandatoryFailed: having('failed').filter(({ level }) => level === 'mandatory').length,
  };
}

export const countAll = ({ suites }: Report): Counts => count(suites.flatMap(({ cases }) => cases));

/** 1 when a mandatory case failed. */
export const exitCodeOf = (report: Report): 0 | 1 => (countAll(report).mandatoryFailed > 0 ? 1 : 0);

/** Replaces secrets wherever they stand, as they are and as a URL holds them, and every access token that was fetched. */
export function redactor(...secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]))];
  return (text) =>
    forms
      .reduce((rest, form) => rest.replaceAll(form, '[token]'), text)
      .replaceAll(/("access_token"\s*:\s*")[^"]*/g, '$1[token]');
}

const longest = 4_000;
const cut = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}\n… ${text.length} characters in all` : text;

const headerLines = (headers: Readonly<Record<string, string>>): string =>
  Object.entries(headers)
    .filter(([name]) => name !== 'authorization')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');

/** What went wrong, without any credential. */
export function failureOf({ step, request, mismatches, answer }: Misstep, redact: (text: string) => string): Failure {
  const { method, path, headers, body = '' } = request;
  return {
    step,
    sent: redact(`${method} ${cut(path)}\n${headerLines(headers)}\n${cut(body)}`.trim()),
    expected: mismatches.map((mismatch) => redact(cut(mismatch))),
    came:
      answer === undefined
        ? 'nothing'
        : redact(`${answer.status}\n${headerLines(answer.headers)}\n${cut(answer.text)}`.trim()),
  };
}
