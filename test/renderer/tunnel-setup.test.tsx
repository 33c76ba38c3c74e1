import { beforeEach, describe, expect, test } from 'vitest';
import { page as browser } from 'vitest/browser';
import type { ConsoleInput } from '#shared/console-api/index.ts';
import type { ShownTunnelConfig } from '#shared/console-api/tunnel-config.ts';
import type { TunnelProviderId } from '#shared/console-api/tunnel.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { configOf, draftOf } from '#renderer/features/tunnel/draft.ts';
import { seenByOf, urlKindOf } from '#renderer/features/tunnel/provider-facts.ts';
import { TunnelPage } from '#renderer/features/tunnel/TunnelPage.tsx';
import { at, drawPage } from './draw.tsx';
import { overview } from './fixtures.ts';
import { tunnelConsole, tunnelStatus, tunnelView, upStatus } from './tunnel-fixtures.ts';

type Config = ConsoleInput<'tunnel.configure'>['config'];

const fingerprint = `SHA256:${'a'.repeat(43)}`;
const ssh: Extract<ShownTunnelConfig, { provider: 'ssh' }> = {
  provider: 'ssh',
  host: 'vps.example',
  port: 22,
  user: 'rollcall',
  remoteHost: '127.0.0.1',
  remotePort: 18_080,
  hostKey: { type: 'ssh-ed25519', fingerprint },
  url: 'https://scim.example.com',
  hasPrivateKey: true,
  publicKey: 'ssh-ed25519 AAAAKept rollcall',
};
let fake: FakeConsole;
let configured: Config[];

beforeEach(() => {
  at('#/tunnel');
  configured = [];
});

/** The page with these settings stored, which takes what is saved. */
const drawWith = (provider: TunnelProviderId, configs: ShownTunnelConfig[] = []) => {
  fake = tunnelConsole(tunnelView(tunnelStatus({ provider }), { configs }));
  fake.answer('tunnel.configure', ({ config }) => {
    configured.push(config);
    return tunnelView(tunnelStatus({ provider }), { configs });
  });
  fake.answer('tunnel.start', () => tunnelStatus({ provider, state: 'starting' }));
  return drawPage(fake, <TunnelPage />);
};
/** As it is saved: without what only says which secret is there. */
const withoutFacts = (config: ShownTunnelConfig) =>
  Object.fromEntries(Object.entries(config).filter(([name]) => !name.startsWith('has') && name !== 'publicKey'));
const field = (name: string) => browser.getByRole('textbox', { name, exact: true });
const button = (name: string) => browser.getByRole('button', { name, exact: true });
const started = () => fake.calls.filter(({ name }) => name === 'tunnel.start').length;

describe('a provider’s card', () => {
  const facts: readonly (readonly [string, RegExp])[] = [
    ['Cloudflare, quick', /cloudflared on this computer.*Cloudflare: tokens and users.*Another one on every start/],
    ['Cloudflare, named', /a tunnel token.*Cloudflare: tokens and users.*Stays the same/],
    ['ngrok', /authtoken.*ngrok: tokens and users.*mostly the same.*20,000 requests a month/],
    ['SSH server', /nginx or Caddy.*Your own server only.*Stays the same/],
    ['My own URL', /leads to this computer.*Your own server only.*Stays the same/],
  ];

  test.each(facts)('%s: what it needs, who reads plaintext, whether the URL stays', async (name, text) => {
    await drawWith('cloudflare-quick');
    const card = browser.getByRole('radio', { name, exact: true });
    await card.click();
    const drawn = card.element().closest('label');
    await expect.poll(() => drawn?.textContent).toMatch(text);
  });

  test('ngrok’s quota is held against the people there are', async () => {
    await drawWith('ngrok');
    fake.answer('overview.get', () => overview({ people: { users: 1_200, active: 1_200, disabled: 0, groups: 0 } }));
    await drawPage(fake, <TunnelPage />);
    await expect.element(browser.getByText(/1,200 users takes about 2,400 of them/).last()).toBeVisible();
  });

  test('ngrok’s quota does not last for many', async () => {
    fake = tunnelConsole(tunnelView(tunnelStatus({ provider: 'ngrok' })));
    fake.answer('overview.get', () => overview({ people: { users: 7_200, active: 7_200, disabled: 0, groups: 0 } }));
    await drawPage(fake, <TunnelPage />);
    await expect.element(browser.getByText(/good to about 5,000 users, and here are 7,200/)).toBeVisible();
  });

  test('while one runs, the others are not offered', async () => {
    fake = tunnelConsole(tunnelView(upStatus()));
    await drawPage(fake, <TunnelPage />);
    await expect.element(browser.getByText('Go private to change it')).toBeVisible();
    await expect.element(browser.getByRole('radio', { name: 'ngrok' })).not.toBeInTheDocument();
    await expect.element(browser.getByRole('radio', { name: 'Cloudflare, quick' })).toBeDisabled();
  });

  test('what is unknown of a service is said as that', () => {
    expect(seenByOf({ provider: 'ssh', plaintextSeenBy: 'provider' })).toBe('service');
    expect(seenByOf({ provider: 'ssh', plaintextSeenBy: 'own-server' })).toBe('own-server');
    expect(urlKindOf({ provider: 'ssh', urlStable: false })).toBe('service');
    expect(urlKindOf({ provider: 'ngrok', urlStable: true })).toBe('stable');
  });
});

describe('a secret', () => {
  test('is sent once and is gone from the page', async () => {
    await drawWith('ngrok');
    const authtoken = browser.getByLabelText('Authtoken', { exact: true });
    await authtoken.fill('2abcDEF_secret');
    await button('Save').click();
    await expect.poll(() => configured).toEqual([{ provider: 'ngrok', domain: null, authtoken: '2abcDEF_secret' }]);
    await expect.element(authtoken).toHaveValue('');
    await expect.element(browser.getByText('Saved', { exact: true })).toBeVisible();
  });

  test('that is stored is not asked for again, and is left as it is', async () => {
    await drawWith('ngrok', [{ provider: 'ngrok', domain: null, hasAuthtoken: true }]);
    await expect
      .element(browser.getByLabelText('Authtoken', { exact: true }))
      .toHaveAttribute('placeholder', 'Saved. Type a new one to replace it.');
    await field('Domain').fill('calm.ngrok-free.dev');
    await button('Start tunnel').click();
    await expect.poll(() => started()).toBe(1);
    expect(configured).toEqual([{ provider: 'ngrok', domain: 'calm.ngrok-free.dev' }]);
  });

  test('that is missing keeps the tunnel from starting, and has the focus', async () => {
    await drawWith('ngrok');
    await button('Start tunnel').click();
    await expect.element(browser.getByText('This is needed.')).toBeVisible();
    await expect.element(browser.getByLabelText('Authtoken', { exact: true })).toHaveFocus();
    expect(started()).toBe(0);
  });

  test('is no readable text on the screen', async () => {
    await drawWith('cloudflare-named');
    await expect.element(browser.getByLabelText('Tunnel token', { exact: true })).toHaveAttribute('type', 'password');
  });
});

describe('cloudflared', () => {
  test('is shown with where it lies, and can be bound to its SHA-256', async () => {
    await drawWith('cloudflare-quick');
    await expect.element(browser.getByText('/usr/bin/cloudflared')).toBeVisible();
    await browser.getByRole('checkbox', { name: 'Start only this very file' }).click();
    await button('Save').click();
    await expect.poll(() => configured).toEqual([{ provider: 'cloudflare-quick', approvedSha256: 'a'.repeat(64) }]);
  });

  test('that was altered since is named', async () => {
    await drawWith('cloudflare-quick', [{ provider: 'cloudflare-quick', approvedSha256: 'b'.repeat(64) }]);
    await expect.element(browser.getByText(/is not the one that was approved/)).toBeVisible();
  });

  test('that is missing can be looked for again', async () => {
    fake = tunnelConsole(tunnelView(tunnelStatus({ provider: 'cloudflare-quick' })));
    fake.answer('tunnel.findCloudflared', () => null);
    await drawPage(fake, <TunnelPage />);
    await expect.element(browser.getByText(/^Not found\. Install it/)).toBeVisible();
    fake.answer('tunnel.findCloudflared', () => ({
      path: '/opt/cloudflared',
      sha256: 'c'.repeat(64),
      from: 'own-folder',
    }));
    await button('Look again').click();
    await expect.element(browser.getByText('/opt/cloudflared')).toBeVisible();
    await expect.element(browser.getByText(/started only once it is approved/)).toBeVisible();
  });
});

describe('an SSH server', () => {
  test('gets nothing before its host key was compared', async () => {
    await drawWith('ssh', [{ ...ssh, hostKey: null }]);
    fake.answer('tunnel.readHostKey', () => ({ type: 'ssh-ed25519', fingerprint }));
    await button('Start tunnel').click();
    await expect.element(browser.getByText(/Read the host key and confirm it first/)).toBeVisible();
    expect(started()).toBe(0);
    await button('Read host key').click();
    await expect.element(browser.getByText(`ssh-ed25519 ${fingerprint}`)).toBeVisible();
    await button('It is the same').click();
    await expect.element(browser.getByText('Confirmed. Another key is refused.')).toBeVisible();
    await button('Start tunnel').click();
    await expect.poll(() => started()).toBe(1);
    expect(configured).toEqual([withoutFacts(ssh)]);
  });

  test('another host has another key', async () => {
    await drawWith('ssh', [ssh]);
    await expect.element(browser.getByText('Confirmed. Another key is refused.')).toBeVisible();
    await field('Host').fill('other.example');
    await expect
      .element(browser.getByText('Not known yet. It is read from the server and compared once.'))
      .toBeVisible();
  });

  test('that does not answer is said in its words', async () => {
    await drawWith('ssh', [{ ...ssh, hostKey: null }]);
    fake.fail('tunnel.readHostKey', { code: 'unavailable', detail: 'vps.example:22 refuses connections.' });
    await button('Read host key').click();
    await expect.element(browser.getByText('vps.example:22 refuses connections.')).toBeVisible();
  });

  test('the key made for it is saved with its settings and shown as the line for the server', async () => {
    await drawWith('ssh', [{ ...ssh, hasPrivateKey: false, publicKey: null }]);
    fake.answer('tunnel.makeSshKey', () => ({ publicKey: 'ssh-ed25519 AAAAC3Nz rollcall' }));
    await button('Make key').click();
    await expect
      .element(
        browser.getByText('restrict,port-forwarding,permitlisten="127.0.0.1:18080" ssh-ed25519 AAAAC3Nz rollcall'),
      )
      .toBeVisible();
    expect(configured).toHaveLength(1);
    await expect.element(button('Copy ~/.ssh/authorized_keys')).toBeEnabled();
  });

  test('the line of a key that was made before is still there', async () => {
    await drawWith('ssh', [ssh]);
    await expect
      .element(browser.getByText(/permitlisten="127\.0\.0\.1:18080" ssh-ed25519 AAAAKept rollcall/))
      .toBeVisible();
    await expect.element(button('Make a new key')).toBeEnabled();
  });

  test('the snippets for it follow what was typed', async () => {
    await drawWith('ssh', [ssh]);
    await field('Remote port').fill('19090');
    await browser.getByText('nginx', { exact: true }).click();
    await expect.element(browser.getByText(/server_name scim\.example\.com;/)).toBeVisible();
    await expect.element(browser.getByText(/server 127\.0\.0\.1:19090;/)).toBeVisible();
    await browser.getByText('Caddy', { exact: true }).click();
    await expect.element(browser.getByText(/reverse_proxy 127\.0\.0\.1:19090/)).toBeVisible();
  });

  test('a service that prints the URL needs no server of one’s own, and reads everything', async () => {
    await drawWith('ssh');
    await browser.getByRole('radio', { name: 'localhost.run' }).click();
    await expect.element(field('Host')).toHaveValue('localhost.run');
    await expect.element(browser.getByText(/reads everything that passes/)).toBeVisible();
    await expect.element(browser.getByText('Set up the server')).not.toBeInTheDocument();
    await button('Save').click();
    await expect.poll(() => configured).toMatchObject([{ host: 'localhost.run', user: 'nokey', url: null }]);
  });

  test('a port that is none is refused here', async () => {
    await drawWith('ssh', [ssh]);
    await field('Port').fill('70000');
    await button('Save').click();
    await expect.element(browser.getByText('A port is a number from 1 to 65535.')).toBeVisible();
    expect(configured).toEqual([]);
  });
});

describe('what is stored', () => {
  const stored: readonly ShownTunnelConfig[] = [
    { provider: 'cloudflare-quick', approvedSha256: null },
    { provider: 'cloudflare-named', url: 'https://scim.example.com', approvedSha256: null, hasToken: true },
    { provider: 'ngrok', domain: 'calm.ngrok-free.dev', hasAuthtoken: true },
    ssh,
    { provider: 'own-url', url: 'https://scim.example.com' },
  ];

  test.each(stored.map((config) => [config.provider, config] as const))(
    '%s: opened and saved untouched, it is as it was',
    (provider, config) => {
      const draft = draftOf(tunnelView(tunnelStatus({ provider }), { configs: [...stored] }));
      expect(configOf(draft)).toEqual(withoutFacts(config));
    },
  );

  test('a pasted private key keeps the line break at its end', () => {
    const draft = draftOf(tunnelView(tunnelStatus({ provider: 'ssh' }), { configs: [ssh] }));
    expect(configOf({ ...draft, privateKey: 'KEY\n\n' })).toMatchObject({ privateKey: 'KEY\n' });
  });
});
