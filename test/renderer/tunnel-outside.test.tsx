// Who may come in through the tunnel, and who was refused there.
import { beforeEach, describe, expect, test } from 'vitest';
import { page as browser } from 'vitest/browser';
import type { TunnelRefusals } from '#shared/console-api/tunnel.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { ProvisioningLogPage } from '#renderer/features/provisioning-log/ProvisioningLogPage.tsx';
import { at, drawApp, drawPage } from './draw.tsx';
import { entry, tenant } from './fixtures.ts';
import { tellTunnel, tunnelConsole, tunnelStatus, tunnelView, upStatus } from './tunnel-fixtures.ts';

let fake: FakeConsole;
beforeEach(() => {
  at('#/tunnel');
  fake = tunnelConsole(tunnelView(upStatus()));
});
const draw = () => drawApp(fake);
const callsOf = (name: string) => fake.calls.filter((call) => call.name === name).map(({ input }) => input);
const refused = browser.getByRole('region', { name: 'Refused from outside' });

const refusals = (facts: Partial<TunnelRefusals> = {}): TunnelRefusals => ({
  fiveMinutes: 12,
  hour: 70,
  callers: [
    { address: '203.0.113.7', named: true, count: 65, lastAt: new Date().toISOString() },
    { address: '127.0.0.1', named: false, count: 3, lastAt: new Date().toISOString() },
  ],
  ...facts,
});

describe('requests from outside that were refused', () => {
  test('while it runs, nobody refused is said in a line', async () => {
    await draw();
    await expect.element(browser.getByText(/^No request from outside was refused/)).toBeVisible();
  });

  test('at rest there is nothing to say, unless the hour has any', async () => {
    fake = tunnelConsole(tunnelView(tunnelStatus()));
    await draw();
    await expect.element(browser.getByText(/^Every tenant has a token/)).toBeVisible();
    await expect.element(browser.getByText(/^No request from outside/)).not.toBeInTheDocument();
    fake.push('tunnel.refused', { tenantId: tenant.id, refusals: refusals() });
    await expect.element(refused).toBeVisible();
  });

  test('how many and who is told, live', async () => {
    fake.answer('tunnel.refusals', () => refusals());
    await draw();
    await expect.element(refused.getByText('12 in the last 5 minutes')).toBeVisible();
    await expect.element(refused.getByRole('row').nth(1)).toMatchTextContent(/203\.0\.113\.7.*Northwind.*65/);
    await expect.element(refused.getByRole('row').nth(2)).toMatchTextContent(/127\.0\.0\.1 Address not told/);
    await expect.element(refused.getByText('2 more from other addresses')).toBeVisible();
    fake.push('tunnel.refused', { tenantId: tenant.id, refusals: refusals({ fiveMinutes: 13, hour: 71 }) });
    await expect.element(refused.getByText('13 in the last 5 minutes')).toBeVisible();
  });

  test('a button leads to their requests in the log', async () => {
    fake.answer('tunnel.refusals', () => refusals());
    await draw();
    await refused.getByRole('button', { name: 'Show in log: 203.0.113.7, Northwind' }).click();
    expect(window.location.hash).toBe('#/provisioning-log?result=failed&address=203.0.113.7');
  });

  test('the log shows one address alone, and all again', async () => {
    at('#/provisioning-log?address=203.0.113.7');
    fake.answer('provisioningLog.list', () => ({ total: 1, entries: [entry(1, { clientAddress: '203.0.113.7' })] }));
    await drawPage(fake, <ProvisioningLogPage />);
    const filter = browser.getByRole('button', { name: 'From 203.0.113.7' });
    await expect.element(filter).toHaveAttribute('aria-pressed', 'true');
    expect(callsOf('provisioningLog.list')).toEqual([expect.objectContaining({ clientAddress: '203.0.113.7' })]);
    const other = entry(2, { clientAddress: '198.51.100.9' });
    fake.push('provisioningLog.appended', {
      tenantId: tenant.id,
      entries: [other, entry(3, { clientAddress: '203.0.113.7' })],
    });
    await expect.element(browser.getByText('Person 3')).toBeVisible();
    await expect.element(browser.getByText('Person 2')).not.toBeInTheDocument();
    await filter.click();
    expect(window.location.hash).toBe('#/provisioning-log');
  });
});

describe('from where requests may come', () => {
  const field = browser.getByLabelText('Allowed networks');
  const save = browser.getByRole('button', { name: 'Save networks' });

  test('is shown, and changed while the tunnel runs', async () => {
    fake = tunnelConsole(tunnelView(upStatus({ allowedNetworks: ['198.51.100.0/24', '2001:db8::/32'] })));
    fake.answer('tunnel.configure', () => tunnelView(upStatus()));
    await draw();
    await expect.element(field).toHaveValue('198.51.100.0/24\n2001:db8::/32');
    await field.fill('203.0.113.0/24, 198.51.100.9');
    await save.click();
    await expect.element(browser.getByText('Saved', { exact: true })).toBeVisible();
    expect(callsOf('tunnel.configure')).toEqual([{ allowedNetworks: ['203.0.113.0/24', '198.51.100.9'] }]);
  });

  test('stays as it was typed until Rollcall tells of it, and follows what others change then', async () => {
    const told = (...allowedNetworks: string[]) => tellTunnel(fake, upStatus({ allowedNetworks }));
    fake.answer('tunnel.configure', () => tunnelView(upStatus()));
    await draw();
    await field.fill('203.0.113.0/24');
    await save.click();
    await expect.element(browser.getByText('Saved', { exact: true })).toBeVisible();
    await expect.element(field).toHaveValue('203.0.113.0/24');
    told('203.0.113.0/24');
    told('198.51.100.0/24');
    await expect.element(field).toHaveValue('198.51.100.0/24');
    await field.fill('typed meanwhile');
    told('192.0.2.0/24');
    await expect.element(field).toHaveValue('typed meanwhile');
  });

  test('what is no network is named and not sent', async () => {
    await draw();
    await field.fill('203.0.113.0/24\nlocalhost');
    await save.click();
    await expect.element(browser.getByText(/^localhost is no network\./)).toBeVisible();
    expect(callsOf('tunnel.configure')).toEqual([]);
  });

  test.each([
    ['own-url', /^.*Your proxy must send X-Forwarded-For/],
    ['ssh', /^.*Your proxy must send X-Forwarded-For/],
    ['ngrok', /Requests of this computer itself are let in\.$/],
  ] as const)('%s says who else is kept out, or is not', async (provider, text) => {
    fake = tunnelConsole(tunnelView(upStatus({ provider })));
    await draw();
    await expect.element(browser.getByText(text)).toBeVisible();
  });
});

test('with ngrok the doctor says what an examination costs', async () => {
  fake = tunnelConsole(tunnelView(upStatus({ provider: 'ngrok' }), { doctorRequests: 302 }));
  await draw();
  await expect
    .element(browser.getByText('With ngrok, one examination takes 302 of the 20,000 requests a month.'))
    .toBeVisible();
});
