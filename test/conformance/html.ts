// A conformance report as one HTML file: no script, nothing loaded from anywhere, light and dark as the reader has it.
import { count, countAll, type CaseResult, type Counts, type Report, type SuiteResult } from './report.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it, also inside an attribute. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);

const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d8dee4; --ground: #fff; --raised: #f6f8fa;
  --good: #116329; --bad: #a40e26; --idle: #57606a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9da7b3; --line: #30363d; --ground: #0d1117;
  --raised: #161b22; --good: #56d364; --bad: #ff7b72; --idle: #9da7b3; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 2rem 1.25rem 4rem; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; } h2 { margin: 2.5rem 0 .5rem; font-size: 1.15rem; }
p { margin: 0 0 .5rem; color: var(--soft); overflow-wrap: anywhere; }
.counts { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; padding: 0; list-style: none; }
.counts li { padding: .5rem .9rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--raised); }
.counts b { font-size: 1.3rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 500; } td:first-child { width: 42%; overflow-wrap: anywhere; }
.passed { color: var(--good); } .failed { color: var(--bad); font-weight: 600; } .skipped { color: var(--idle); }
.why { color: var(--soft); overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--ink); }
pre { margin: .25rem 0 .75rem; padding: .75rem; border-radius: .5rem; background: var(--raised); overflow-x: auto;
  font: 12.5px/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

const block = (title: string, text: string): string => `<b>${title}</b><pre>${escapeHtml(text)}</pre>`;

const reason = ({ why, failure }: CaseResult): string =>
  failure === undefined
    ? escapeHtml(why)
    : `<details><summary>${escapeHtml(why)}</summary>${block('Sent', failure.sent)}${block('Expected otherwise', failure.expected.join('\n'))}${block('Came', failure.came)}</details>`;

const row = (one: CaseResult): string =>
  `<tr><td>${escapeHtml(one.name)}</td><td class="${one.outcome}">${one.outcome}</td><td>${one.level}</td><td class="why">${reason(one)}</td></tr>`;

const said = ({ passed, failed, skipped }: Counts): string => `${passed} passed, ${failed} failed, ${skipped} skipped`;

const section = ({ title, cases }: SuiteResult): string => `
<section>
<h2>${escapeHtml(title)}</h2>
<p>${said(count(cases))}</p>
<div class="scroll"><table>
<thead><tr><th scope="col">Case</th><th scope="col">Result</th><th scope="col">Level</th><th scope="col">Why</th></tr></thead>
<tbody>${cases.map(row).join('\n')}</tbody>
</table></div>
</section>`;

const leftText = ({ leftBehind }: Report): string =>
  leftBehind.length === 0
    ? ''
    : `<p class="failed">Could not be deleted again: ${escapeHtml(leftBehind.join(', '))}</p>`;

export function printHtml(report: Report): string {
  const { url, startedAt, durationMs, compatibility, suites } = report;
  const counts = countAll(report);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>SCIM conformance of ${escapeHtml(url)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>SCIM conformance</h1>
<p>${escapeHtml(url)}</p>
<p>${escapeHtml(startedAt)}, ${(durationMs / 1000).toFixed(1)} s, ${escapeHtml(compatibility)}</p>
<ul class="counts">
<li><b class="passed">${counts.passed}</b> passed</li>
<li><b class="failed">${counts.failed}</b> failed, ${counts.mandatoryFailed} mandatory</li>
<li><b class="skipped">${counts.skipped}</b> skipped</li>
</ul>
${leftText(report)}${suites.map(section).join('\n')}
</main>
</body>
</html>
`;
}
