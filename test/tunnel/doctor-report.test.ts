// The report as text, and the advice by who stands in front.
import { expect, test } from 'vitest';
import { adviceFor, frontOf } from '#main/application/tunnel/doctor/front.ts';
import { percentile } from '#main/application/tunnel/doctor/percentile.ts';
import type { TunnelFinding } from '#shared/console-api/tunnel.ts';
import { printReport } from '#shared/tunnel/print-report.ts';

const fine: TunnelFinding = {
  check: 'clock',
  result: 'ok',
  title: 'The clocks agree',
  whatEntraSays: null,
  whatToChange: null,
  measured: '0 s',
};
const failed: TunnelFinding = {
  check: 'redirect',
  result: 'fail',
  title: 'The URL sends on',
  whatEntraSays: 'InvalidCredentials',
  whatToChange: 'Take the rule away',
  measured: null,
};
const report = { url: 'https://scim.example.com', at: '2026-11-21T20:00:00.000Z' };

test('what failed stands first, each with what Entra says and what to change', () => {
  const warned: TunnelFinding = { ...fine, result: 'warn', title: 'The clock is behind', measured: '90 s' };
  expect(printReport({ ...report, findings: [fine, warned, failed] })).toBe(
    `https://scim.example.com: 1 of 3 checks failed, 1 with a warning (2026-11-21T20:00:00.000Z)
FAIL  The URL sends on
      Entra: InvalidCredentials
      Change: Take the rule away
WARN  The clock is behind (90 s)
OK    The clocks agree (0 s)`,
  );
});

test('a report without a fault says so in its first line', () => {
  expect(printReport({ ...report, findings: [fine] }).split('\n')[0]).toContain(': all 1 checks are fine');
});

test('what a stranger wrote does not steer the terminal', () => {
  const page = { ...failed, measured: 'a web page, "\u001b[2J\nOK    All is well"' };
  expect(printReport({ ...report, findings: [page] })).toContain('FAIL  The URL sends on (a web page, "�[2J�OK');
});

test.for([
  ['https://a-b-c.trycloudflare.com', {}, 'cloudflare'],
  ['https://scim.example.com', { 'cf-ray': '1-FRA', server: 'cloudflare' }, 'cloudflare'],
  ['https://one.ngrok-free.dev', {}, 'ngrok'],
  ['https://scim.example.com', { 'ngrok-error-code': 'ERR_NGROK_3200' }, 'ngrok'],
  ['https://scim.example.com:8443', { server: 'nginx/1.22.1' }, 'nginx'],
  ['https://scim.example.com', { via: '1.1 Caddy' }, 'caddy'],
  ['https://scim.example.com', {}, 'other'],
  ['https://trycloudflare.com.example.com', {}, 'other'],
] as const)('%s with %o is %s', ([origin, headers, front]) => {
  expect(frontOf(origin, headers)).toBe(front);
});

test('advice falls back to the general one', () => {
  const special = { nginx: 'Write proxy_set_header.' };
  expect(adviceFor('nginx', 'Change the proxy.', special)).toBe('Write proxy_set_header.');
  expect(adviceFor('caddy', 'Change the proxy.', special)).toBe('Change the proxy.');
  expect(adviceFor('other', 'Change the proxy.', special)).toBe('Change the proxy.');
});

test('a percentile is the nearest rank', () => {
  expect(percentile([3, 1, 2, 4], 50)).toBe(2);
  expect(percentile([3, 1, 2, 4], 95)).toBe(4);
  expect(percentile([], 50)).toBeNaN();
});
