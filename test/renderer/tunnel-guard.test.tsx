import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page as browser } from 'vitest/browser';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { guardIssues, type GuardFacts } from '#renderer/features/tunnel/guard.ts';
import { TunnelPage } from '#renderer/features/tunnel/TunnelPage.tsx';
import { at, drawApp, drawPage } from './draw.tsx';
import { overview, tenant, token } from './fixtures.ts';
import { finding, liveUrl, report, tunnelConsole, tunnelStatus, tunnelView, upStatus } from './tunnel-fixtures.ts';

const now = Date.parse('2026-11-21T12:00:00.000Z');
const inDays = (days: number): string => new Date(now + days * 86_400_000).toISOString();
const other = { ...tenant, id: 't2', slug: 'contoso', name: 'Contoso' };
const failing = (failed: number, succeeded: number, bucketsAgo = 0) => {
  const { requests } = overview();
  return {
    requests: requests.map((bucket, n) =>
      n === requests.length - 1 - bucketsAgo ? { ...bucket, failed, succeeded } : bucket,
    ),
  };
};
const facts = (changes: Partial<GuardFacts> = {}): GuardFacts => ({
  tenant,
  tokens: [token('Entra production')],
  overview: overview(),
  ...changes,
});
const kinds = (...all: readonly GuardFacts[]) => guardIssues(all, tenant.id, now).map(({ kind }) => kind);

describe('before Rollcall is public', () => {
  test('a token that works and lasts is all that is needed', () => {
    expect(kinds(facts())).toEqual([]);
    expect(kinds(facts({ tokens: [token('A', { expiresAt: inDays(90) })] }))).toEqual([]);
  });

  test('a tenant needs a token that works', () => {
    expect(kinds(facts({ tokens: [] }))).toEqual(['noToken']);
    expect(
      kinds(facts({ tokens: [token('Old', { state: 'revoked' }), token('Older', { state: 'expired' })] })),
    ).toEqual(['noToken']);
  });

  test('one that ends within two weeks is named', () => {
    expect(kinds(facts({ tokens: [token('A', { expiresAt: inDays(13) })] }))).toEqual(['expires']);
    expect(kinds(facts({ tokens: [token('A', { state: 'revoked', expiresAt: inDays(1) }), token('B')] }))).toEqual([]);
  });

  test('requests that failed in the last cycle count, older ones do not', () => {
    expect(guardIssues([facts({ overview: failing(12, 217) })], tenant.id, now)).toMatchObject([
      { kind: 'failing', failed: 12, total: 229 },
    ]);
    expect(kinds(facts({ overview: failing(12, 217, 3) }))).toEqual([]);
  });

  test('every tenant is looked at, the shown one first', () => {
    const issues = guardIssues([facts({ tenant: other, tokens: [] }), facts({ tokens: [] })], tenant.id, now);
    expect(issues.map((issue) => issue.tenant.name)).toEqual(['Northwind', 'Contoso']);
  });

  test('what is not known yet is no issue', () => {
    expect(kinds(facts({ tokens: undefined, overview: undefined }))).toEqual([]);
  });
});

describe('the panel', () => {
  let fake: FakeConsole;
  beforeEach(() => {
    at('#/tunnel');
    fake = tunnelConsole();
    fake.answer('tokens.list', () => []);
  });

  test('names what to settle, and lets it start anyway', async () => {
    fake.answer('tunnel.configure', () => tunnelView(tunnelStatus({ provider: 'cloudflare-quick' })));
    fake.answer('tunnel.start', () => tunnelStatus({ state: 'starting' }));
    await drawApp(fake);
    await expect.element(browser.getByText('Northwind has no working token')).toBeVisible();
    await browser.getByRole('button', { name: 'Start anyway' }).click();
    await expect.poll(() => fake.calls.some(({ name }) => name === 'tunnel.start')).toBe(true);
  });

  test('a row leads to what settles it, and is gone once it is settled', async () => {
    await drawApp(fake);
    await browser.getByRole('button', { name: 'Create token: Northwind has no working token' }).click();
    await expect.element(browser.getByRole('dialog', { name: 'Create a secret token' })).toBeVisible();
    fake.push('tokens.changed', { tenantId: tenant.id, token: token('Entra production') });
    await expect
      .element(browser.getByRole('button', { name: 'Start tunnel', includeHidden: true }))
      .toBeInTheDocument();
  });

  test('another tenant is shown first', async () => {
    fake.answer('tenants.list', () => [tenant, other]);
    fake.answer('tokens.list', ({ tenantId }) => (tenantId === other.id ? [] : [token('A')]));
    await drawApp(fake);
    await browser.getByRole('button', { name: 'Create token: Contoso has no working token' }).click();
    await expect.element(browser.getByRole('dialog', { name: 'Create a secret token' })).toBeVisible();
    await expect
      .element(browser.getByRole('button', { name: 'Tenant Contoso, choose another', includeHidden: true }))
      .toBeInTheDocument();
  });

  test('is not in the way while the tunnel runs', async () => {
    fake.answer('tunnel.get', () => tunnelView(upStatus()));
    await drawPage(fake, <TunnelPage />);
    await expect.element(browser.getByRole('button', { name: 'Go private' })).toBeVisible();
    await expect.element(browser.getByText('Before Rollcall is public')).not.toBeInTheDocument();
  });
});

describe('the doctor', () => {
  let fake: FakeConsole;
  beforeEach(() => {
    at('#/tunnel');
    fake = tunnelConsole(tunnelView(upStatus()));
  });
  const asked = () => fake.calls.filter(({ name }) => name === 'tunnel.doctor').map(({ input }) => input);
  const refused = finding('tls-version', {
    result: 'fail',
    title: 'TLS 1.2 is refused',
    whatEntraSays: 'You appear to have entered invalid credentials.',
    whatToChange: 'Add TLSv1.2 to ssl_protocols.',
    measured: 'TLSv1.3 only',
  });

  test('asks about the tunnel’s own URL and shows the worst first', async () => {
    const slow = finding('latency', { result: 'warn', title: 'Requests take long', measured: '412 ms' });
    fake.answer('tunnel.doctor', () => report(finding('chain'), slow, refused));
    await drawPage(fake, <TunnelPage />);
    await browser.getByRole('button', { name: 'Run doctor' }).click();
    await expect.element(browser.getByText('2 of 3 checks found something.')).toBeVisible();
    expect(asked()).toEqual([{ url: null }]);
    const rows = browser.getByRole('listitem').filter({ hasText: /TLS 1\.2|take long|chain/ });
    await expect
      .element(rows.nth(0))
      .toMatchTextContent(/Failed.*TLS 1\.2 is refused.*Entra says.*credentials.*Change.*TLSv1\.3 only/);
    await expect.element(rows.nth(1)).toMatchTextContent(/Warning.*412 ms/);
    await expect.element(rows.nth(2)).toMatchTextContent(/Passed.*chain passed/);
  });

  test('says that it is asking while it does', async () => {
    fake.answer('tunnel.doctor', () => new Promise(() => undefined));
    await drawPage(fake, <TunnelPage />);
    await browser.getByRole('button', { name: 'Run doctor' }).click();
    await expect.element(browser.getByRole('progressbar', { name: 'Asking through the public URL' })).toBeVisible();
    await expect.element(browser.getByText('1 s')).toBeVisible();
  });

  test('examines any other URL too', async () => {
    fake.answer('tunnel.doctor', () => report(finding('chain')));
    fake.answer('tunnel.get', () => tunnelView(tunnelStatus()));
    await drawPage(fake, <TunnelPage />);
    await expect.element(browser.getByRole('button', { name: 'Run doctor' })).toBeDisabled();
    await browser.getByRole('textbox', { name: 'URL to examine' }).fill('https://scim.example.com');
    await browser.getByRole('button', { name: 'Run doctor' }).click();
    await expect.element(browser.getByText('1 check, and it passed.')).toBeVisible();
    expect(asked()).toEqual([{ url: 'https://scim.example.com' }]);
  });

  test('the report can be copied as text', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    fake.answer('tunnel.doctor', () => report(refused));
    await drawPage(fake, <TunnelPage />);
    await browser.getByRole('button', { name: 'Run doctor' }).click();
    await browser.getByRole('button', { name: 'Copy report' }).click();
    expect(write).toHaveBeenCalledWith(
      `${liveUrl}, 2026-11-21T11:31:43.640Z\n\nFailed: TLS 1.2 is refused (tls-version, TLSv1.3 only)\n` +
        '  Entra says: You appear to have entered invalid credentials.\n  Change: Add TLSv1.2 to ssl_protocols.\n',
    );
    write.mockRestore();
  });

  test('that cannot look says why', async () => {
    fake.fail('tunnel.doctor', { code: 'unavailable', detail: 'The name cannot be resolved. Check the URL.' });
    await drawPage(fake, <TunnelPage />);
    await browser.getByRole('button', { name: 'Run doctor' }).click();
    await expect.element(browser.getByRole('alert')).toMatchTextContent(/could not look.*cannot be resolved/);
  });
});
