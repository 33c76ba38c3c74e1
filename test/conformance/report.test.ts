// What a conformance report may and may not say, and what it makes of the exit code.
import { expect, test } from 'vitest';
import type { Misstep } from '../idp/play.ts';
import { escapeHtml, printHtml } from './html.ts';
import { exitCodeOf, failureOf, redactor, type CaseResult, type Report } from './report.ts';
import { printTable } from './table.ts';

const token = 'fU7-secret_token';
const hostile = `<script>alert("x")</script> & 'y'`;

const misstep: Misstep = {
  step: 2,
  request: {
    method: 'POST',
    path: `/Users?token=${token}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    body: `{"userName":"${token}","displayName":"<b>"}`,
  },
  mismatches: [`userName is "${token}", expected "x"`],
  answer: { status: 400, headers: { location: `/Users/${token}` }, text: `you sent ${token} ${hostile}`, json: {} },
};

const failed = (level: CaseResult['level']): CaseResult => ({
  name: `a case with ${hostile}`,
  level,
  outcome: 'failed',
  why: `step 2: ${hostile}`,
  durationMs: 3,
  failure: failureOf(misstep, redactor(token)),
});
const passed: CaseResult = { name: 'a case', level: 'mandatory', outcome: 'passed', why: '', durationMs: 1 };
const skipped: CaseResult = { ...passed, outcome: 'skipped', why: 'ServiceProviderConfig: bulk.supported is false' };

const reportOf = (...cases: readonly CaseResult[]): Report => ({
  url: 'https://scim.example/v2',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 1200,
  compatibility: 'lenient',
  suites: [{ id: 'rules', title: 'Rules', cases }],
  leftBehind: [],
});

test('a failure says what was sent, what was expected and what came', () => {
  const { sent, expected, came } = failureOf(misstep, redactor(token));
  expect(sent).toBe(
    'POST /Users?token=[token]\ncontent-type: application/scim+json\n\n{"userName":"[token]","displayName":"<b>"}',
  );
  expect(expected).toEqual(['userName is "[token]", expected "x"']);
  expect(came).toBe(`400\nlocation: /Users/[token]\n\nyou sent [token] ${hostile}`);
});

test('the token is in no form of the report, though every part of an exchange held it', () => {
  const report = reportOf(failed('mandatory'));
  for (const text of [printTable(report), printHtml(report), JSON.stringify(report)]) {
    expect(text).toContain('[token]');
    expect(text).not.toContain(token);
  }
});

test('every value is escaped in HTML, which holds no script and loads nothing', () => {
  expect(escapeHtml(hostile)).toBe('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;');
  const html = printHtml(reportOf(failed('mandatory'), passed, skipped));
  expect(html).toContain(escapeHtml(`a case with ${hostile}`));
  expect(html).not.toMatch(/<script|<link|<img|@import|url\(|\son\w+=/i);
  expect(html).toContain('prefers-color-scheme: dark');
});

test('the exit code is 1 when a mandatory case failed, and only then', () => {
  expect(exitCodeOf(reportOf(passed, skipped))).toBe(0);
  expect(exitCodeOf(reportOf(passed, failed('recommended')))).toBe(0);
  expect(exitCodeOf(reportOf(passed, failed('recommended'), failed('mandatory')))).toBe(1);
});

test('the table has a line for each case, says why, and ends with the counts', () => {
  const lines = printTable(reportOf(passed, skipped, failed('mandatory')))
    .trimEnd()
    .split('\n');
  expect(lines[0]).toMatch(/^suite\s+case\s+result\s+level\s+why$/);
  expect(lines[1]).toMatch(/^rules\s+a case\s+passed\s+mandatory$/);
  expect(lines[2]).toMatch(/^rules\s+a case\s+skipped\s+mandatory\s+ServiceProviderConfig: bulk\.supported is false$/);
  expect(lines.at(-1)).toBe('1 passed, 1 failed, 1 skipped (1 of the failed are mandatory)');
});
