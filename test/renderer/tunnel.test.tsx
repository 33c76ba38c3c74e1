import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import type { TunnelErrorCode, TunnelState } from '#shared/console-api/tunnel.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { isStale, publicTenantUrl } from '#renderer/features/tunnel/tunnel-view.ts';
import { TunnelPage } from '#renderer/features/tunnel/TunnelPage.tsx';
import { at, drawApp, drawPage } from './draw.tsx';
import { overview, tenant } from './fixtures.ts';
import { liveUrl, tellTunnel, tunnelConsole, tunnelStatus, tunnelView, upStatus } from './tunnel-fixtures.ts';

let fake: FakeConsole;
beforeEach(() => {
  at('#/tunnel');
  fake = tunnelConsole();
});

const draw = () => drawPage(fake, <TunnelPage />);
const sentence = (text: string | RegExp) => browser.getByRole('heading', { level: 2, name: text });
const button = (name: string) => browser.getByRole('button', { name, exact: true });
const callsOf = (name: string) => fake.calls.filter((call) => call.name === name).map(({ input }) => input);
const drawWith = (status: Parameters<typeof tunnelView>[0], facts: Parameters<typeof tunnelView>[1] = {}) => {
  fake = tunnelConsole(tunnelView(status, facts));
  return draw();
};

describe('the first sentence', () => {
  const said: readonly (readonly [TunnelState, string | RegExp])[] = [
    ['stopped', 'Private. No tunnel leads to this computer.'],
    ['starting', 'Starting the tunnel'],
    ['connecting', 'Connecting the tunnel'],
    ['up', /^Up since \d\d:\d\d, Entra can reach this tenant\.$/],
    ['down', /^Down since \d\d:\d\d, Entra cannot reach this tenant\.$/],
    ['stopping', 'Going private'],
    ['failed', /^The tunnel failed at \d\d:\d\d\.$/],
  ];

  test.each(said)('%s: %s', async (state, text) => {
    await drawWith(tunnelStatus({ provider: 'cloudflare-quick', state }));
    await expect.element(sentence(text)).toBeVisible();
  });

  test('names the day where that is another one', async () => {
    await drawWith(upStatus({ since: '2026-10-01T12:00:00.000Z' }));
    await expect.element(sentence(/Up since .*Oct [12], 2026/)).toBeVisible();
  });

  test('follows what is pushed', async () => {
    await draw();
    await expect.element(sentence(/^Private/)).toBeVisible();
    tellTunnel(fake, upStatus());
    await expect.element(sentence(/^Up since/)).toBeVisible();
    await expect.element(browser.getByText(/^Seen from outside (?:now|.* ago), in 84 ms$/)).toBeVisible();
  });

  test('says nothing of a tunnel while Rollcall does not answer', async () => {
    at('#/tunnel');
    fake = tunnelConsole(tunnelView(upStatus()));
    await drawApp(fake);
    await expect.element(sentence(/^Up since/)).toBeVisible();
    fake.connect('lost');
    await expect.element(sentence('Rollcall does not answer')).toBeVisible();
    await expect.element(browser.getByRole('link', { name: 'Tunnel: Tunnel not known' })).toBeVisible();
    fake.connect('live');
    await expect.element(sentence(/^Up since/)).toBeVisible();
  });

  test('what another console saved at rest is asked for', async () => {
    await draw();
    tellTunnel(fake, tunnelStatus(), { startWithApp: true });
    await expect.element(browser.getByRole('checkbox', { name: 'Start the tunnel with Rollcall' })).toBeChecked();
  });

  test('a stopped tunnel whose URL Entra has says that nobody answers there', async () => {
    await drawWith(tunnelStatus({ provider: 'cloudflare-quick', publishedUrl: liveUrl }));
    await expect
      .element(browser.getByText(/^Entra was given .*, where nobody answers now\. The next start gives another URL/))
      .toBeVisible();
  });

  test('a proxy of one’s own is not said to be shut', async () => {
    await drawWith(tunnelStatus({ provider: 'own-url', urlStable: true }));
    await expect.element(browser.getByText(/may still lead here/)).toBeVisible();
  });
});

describe('the one button', () => {
  test('keeps the settings and starts with the time to stop that was chosen', async () => {
    fake.answer('tunnel.configure', () => tunnelView(tunnelStatus({ provider: 'cloudflare-quick' })));
    fake.answer('tunnel.start', () => tunnelStatus({ provider: 'cloudflare-quick', state: 'starting' }));
    await draw();
    await browser.getByRole('radio', { name: 'After 1 hour' }).click();
    await button('Start tunnel').click();
    await expect.poll(() => callsOf('tunnel.start')).toEqual([{ autoStopMinutes: 60 }]);
    expect(callsOf('tunnel.configure')).toEqual([{ config: { provider: 'cloudflare-quick', approvedSha256: null } }]);
    tellTunnel(fake, tunnelStatus({ provider: 'cloudflare-quick', state: 'starting' }));
    await expect.element(button('Go private')).toBeEnabled();
  });

  test('does not start what could not be saved, and says why', async () => {
    fake.fail('tunnel.configure', { code: 'invalid-input', detail: '"scim" is no public address.' });
    await draw();
    await button('Start tunnel').click();
    await expect.element(browser.getByRole('alert')).toMatchTextContent('"scim" is no public address.');
    expect(callsOf('tunnel.start')).toEqual([]);
  });

  test('makes everything private', async () => {
    await drawWith(upStatus());
    fake.answer('tunnel.stop', () => tunnelStatus());
    await button('Go private').click();
    await expect.poll(() => callsOf('tunnel.stop')).toHaveLength(1);
    const stopped = tunnelStatus({ provider: 'cloudflare-quick' });
    tellTunnel(fake, stopped);
    await expect.element(sentence(/^Private/)).toBeVisible();
  });

  test('keeps the focus when it turns from Start to Go private', async () => {
    const starting = tunnelStatus({ provider: 'cloudflare-quick', state: 'starting' });
    await draw();
    await expect.element(button('Start tunnel')).toBeEnabled();
    (button('Start tunnel').element() as HTMLElement).focus();
    tellTunnel(fake, starting);
    await expect.element(button('Go private')).toHaveFocus();
  });

  test('beside it, the public URL can be looked at now', async () => {
    await drawWith(upStatus());
    fake.answer('tunnel.recheck', () => upStatus());
    await button('Check now').click();
    await expect.poll(() => callsOf('tunnel.recheck')).toHaveLength(1);
  });
});

describe('the URL', () => {
  const tenantUrl = publicTenantUrl(liveUrl, tenant.slug);

  test('is the tenant’s, under the public origin, to copy and to scan', async () => {
    await drawWith(upStatus());
    await expect.element(browser.getByText(tenantUrl, { exact: true })).toBeVisible();
    await expect.element(browser.getByRole('img', { name: 'Tenant URL as a QR code' })).toBeVisible();
    expect(tenantUrl).toBe(`${liveUrl}/default/scim/v2`);
  });

  test('copying it tells Rollcall that Entra has it', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await drawWith(upStatus());
    fake.answer('tunnel.publish', () => upStatus({ publishedUrl: liveUrl }));
    await button('Copy Tenant URL').click();
    await expect.poll(() => callsOf('tunnel.publish')).toHaveLength(1);
    expect(write).toHaveBeenCalledWith(tenantUrl);
    await expect.element(button('Copied')).toBeVisible();
    write.mockRestore();
  });

  test('who reads what passes and whether it stays are said beside it', async () => {
    await drawWith(upStatus({ provider: 'ssh', plaintextSeenBy: 'own-server', urlStable: true }));
    const status = browser.getByRole('region', { name: /^Up since/ });
    await expect.element(status.getByText('Your own server only')).toBeVisible();
    await expect.element(status.getByText('Stays the same')).toBeVisible();
  });

  test('a red banner says that Entra was given another one', async () => {
    await drawWith(upStatus({ publishedUrl: 'https://old-name-1.trycloudflare.com' }));
    fake.answer('tunnel.publish', () => upStatus({ publishedUrl: liveUrl }));
    const banner = browser.getByRole('alert');
    await expect.element(banner).toMatchTextContent(/old-name-1\.trycloudflare\.com, where nobody answers/);
    await button('Entra has the new URL').click();
    await expect.poll(() => callsOf('tunnel.publish')).toHaveLength(1);
    tellTunnel(fake, upStatus({ publishedUrl: liveUrl }));
    await expect.element(banner).not.toBeInTheDocument();
  });

  test('no banner while nothing was given, or nothing is live', () => {
    expect(isStale({ url: liveUrl, publishedUrl: null })).toBe(false);
    expect(isStale({ url: null, publishedUrl: liveUrl })).toBe(false);
    expect(isStale({ url: liveUrl, publishedUrl: liveUrl })).toBe(false);
    expect(isStale({ url: liveUrl, publishedUrl: 'https://other.example' })).toBe(true);
  });
});

describe('what went wrong', () => {
  const codes: readonly TunnelErrorCode[] = [
    'BIN_MISSING',
    'BIN_UNTRUSTED',
    'AUTH',
    'RATE_LIMITED',
    'OFFLINE',
    'HOST_KEY_MISMATCH',
    'PORT_REFUSED',
    'BLOCKED_PORT',
    'SERVICE',
    'PROBE_FAILED',
  ];

  test.each(codes)('%s: the message, the action, the code', async (code) => {
    const lastError = { code, message: `What happened: ${code}.`, action: `What to do about it.`, retryable: false };
    await drawWith(tunnelStatus({ provider: 'ssh', state: 'failed', lastError }));
    const alert = browser.getByRole('alert');
    await expect.element(alert).toMatchTextContent(`What happened: ${code}.`);
    await expect.element(alert).toMatchTextContent('What to do about it.');
    await expect.element(alert).toMatchTextContent(`Code ${code}`);
    await expect.element(button('Start tunnel')).toBeEnabled();
  });

  test('one that is tried again says so, and the missed probe beside it', async () => {
    const lastError = { code: 'OFFLINE' as const, message: 'No link.', action: 'Wait.', retryable: true };
    const probe = { at: new Date().toISOString(), ok: false, ms: 30, status: 502 };
    await drawWith(upStatus({ state: 'down', lastError, probe, reconnects: 3 }));
    await expect.element(browser.getByRole('alert')).toMatchTextContent('Rollcall tries again by itself.');
    await expect.element(browser.getByText(/^Not reached from outside (?:now|.* ago), answer 502$/)).toBeVisible();
    await expect.element(browser.getByText('Came up again 3 times')).toBeVisible();
  });

  test('without a server there is the reason and a retry', async () => {
    fake.fail('tunnel.get', { code: 'conflict', detail: 'No server runs on this data folder.' });
    await draw();
    await expect.element(browser.getByText('No server runs on this data folder.')).toBeVisible();
    await expect.element(button('Try again')).toBeEnabled();
  });
});

describe('when it runs', () => {
  test('the time at which it stops is said', async () => {
    await drawWith(upStatus({ autoStopAt: new Date(Date.now() + 60_000).toISOString() }));
    await expect.element(browser.getByText(/^Stops by itself at /)).toBeVisible();
  });

  test('it starts with Rollcall when that is wanted', async () => {
    await drawWith(upStatus());
    const wanted = tunnelView(upStatus(), { startWithApp: true });
    fake.answer('tunnel.configure', () => {
      tellTunnel(fake, wanted.status, wanted);
      return wanted;
    });
    const box = browser.getByRole('checkbox', { name: 'Start the tunnel with Rollcall' });
    await box.click();
    await expect.poll(() => callsOf('tunnel.configure')).toEqual([{ startWithApp: true }]);
    await expect.element(box).toBeChecked();
    await expect.poll(() => callsOf('tunnel.get').length).toBeGreaterThan(1);
    await expect.element(box).toBeChecked();
  });
});

const line = (seq: number) => ({ seq, at: '2026-11-21T11:31:43.640Z', text: `INF line ${seq}` });

describe('the log', () => {
  test('shows what the provider printed, and follows', async () => {
    let seq = 1;
    fake.answer('tunnel.log', () => Array.from({ length: seq }, (_, n) => line(n + 1)));
    await draw();
    await expect.element(browser.getByText('INF line 1')).toBeVisible();
    seq = 60;
    tellTunnel(fake, upStatus());
    await expect.element(browser.getByText('INF line 60')).toBeInTheDocument();
    const list = browser.getByRole('list', { name: 'Lines of the provider, oldest first' }).element();
    await expect.poll(() => list.scrollHeight - list.scrollTop - list.clientHeight).toBeLessThan(2);
  });

  test('empty, it says what will be here', async () => {
    await draw();
    await expect.element(browser.getByText('Nothing yet. What the provider prints appears here.')).toBeVisible();
  });
});

describe('on every page', () => {
  const words: readonly (readonly [TunnelState, string])[] = [
    ['stopped', 'Private'],
    ['up', 'Public'],
    ['down', 'Tunnel down'],
    ['failed', 'Tunnel down'],
    ['connecting', 'Connecting'],
  ];

  test.each(words)('%s: the title bar says %s and leads to the page', async (state, word) => {
    at('#/overview');
    fake = tunnelConsole(tunnelView(tunnelStatus({ state })));
    await drawApp(fake);
    const badge = browser.getByRole('link', { name: `Tunnel: ${word}` });
    await expect.element(badge).toBeVisible();
    await badge.click();
    await expect.element(browser.getByRole('heading', { level: 1, name: 'Tunnel' })).toHaveFocus();
  });

  test('there is no badge where no server runs that could be public', async () => {
    at('#/overview');
    fake.fail('tunnel.get', { code: 'conflict', detail: 'No server runs on this data folder.' });
    fake.answer('overview.get', () => overview());
    await drawApp(fake);
    await expect.element(browser.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
    await expect.element(browser.getByRole('link', { name: /^Tunnel:/ })).not.toBeInTheDocument();
  });

  test('the keyboard goes from card to card', async () => {
    await draw();
    await browser.getByRole('radio', { name: 'Cloudflare, quick' }).click();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.element(browser.getByRole('radio', { name: 'ngrok' })).toBeChecked();
  });
});
