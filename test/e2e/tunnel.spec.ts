// From nothing to a synced person through a real SSH tunnel: Debian's sshd and nginx with TLS stand for the admin's own
// server, set up with what the page shows, and Entra's request comes in over https.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import type { Page } from 'playwright/test';
import type { RemoteBind } from '#shared/tunnel/ssh-server.ts';
import { userSchema } from '#shared/scim/urn.ts';
import { debianPrograms, missing } from '../debian-program.ts';
import { freePort } from '../free-port.ts';
import { startNginxTls, type NginxForTest } from '../nginx-tls.ts';
import { startSshd, type SshdForTest } from '../sshd.ts';
import { expect, test as base } from './host.ts';

interface AdminsServer {
  readonly sshd: SshdForTest;
  readonly nginx: NginxForTest;
  readonly bind: RemoteBind;
}

const { sshd: sshdProgram, sshKeygen, nginx: nginxProgram, openssl } = debianPrograms;
const reason = missing(sshdProgram, sshKeygen, nginxProgram, openssl);

const test = base.extend<{ server: AdminsServer }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are used from the pattern
  server: async ({}, provide) => {
    await using stack = new AsyncDisposableStack();
    const bind = { host: '127.0.0.1', port: await freePort() };
    const sshd = stack.use(await startSshd());
    await provide({ sshd, bind, nginx: stack.use(await startNginxTls(bind)) });
  },
  // Rollcall's own probe goes through the public URL and checks the certificate.
  env: async ({ server }, provide) => {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-ca-'));
    const file = join(folder, 'ca.pem');
    await writeFile(file, server.nginx.ca);
    await provide({ NODE_EXTRA_CA_CERTS: file });
    await rm(folder, { recursive: true });
  },
});

/** A request as an identity provider sends it, which trusts the certificate's authority. */
async function send(method: string, url: string, token: string, ca: string, body?: object): Promise<[number, string]> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' };
  const sent = request(url, { method, headers, ca });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return [answer.statusCode ?? 0, await text(answer)];
}

test.skip(({ host }) => host !== 'serve', 'the tunnel is the same in every host');
test.skip(reason !== undefined, reason);

const panel = (page: Page) => page.getByRole('main');

test('the page leads from nothing to a person who was synced through the own server', async ({
  page,
  scim,
  server: { sshd, nginx, bind },
}) => {
  const token = await scim.createToken();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);

  await page.getByRole('link', { name: 'Tunnel', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Tunnel' })).toBeVisible();
  await page.getByRole('radio', { name: 'SSH server' }).check();
  const field = (label: string) => page.getByLabel(label, { exact: true });
  await field('Host').fill('127.0.0.1');
  await field('Port').fill(String(sshd.port));
  await field('User').fill(sshd.user);
  await field('Public URL').fill(nginx.url);
  await field('Remote port').fill(String(bind.port));

  await page.getByRole('button', { name: 'Read host key' }).click();
  const { type, fingerprint } = sshd.hostKey();
  await expect(page.getByText(`${type} ${fingerprint}`)).toBeVisible();
  await page.getByRole('button', { name: 'It is the same' }).click();

  await page.getByRole('button', { name: 'Make key' }).click();
  const line = page.getByText(/^restrict,port-forwarding,permitlisten=/);
  await expect(line).toBeVisible();
  sshd.authorize(((await line.textContent()) ?? '').trim());

  await page.getByRole('button', { name: /^Start/ }).click();
  await expect(page.getByText(/^Up since/)).toBeVisible();
  await page.getByRole('button', { name: 'Copy Tenant URL' }).click();
  await expect(panel(page).getByText('Copied')).toBeVisible();
  const tenantUrl = await page.evaluate(() => navigator.clipboard.readText());
  expect(tenantUrl).toBe(`${nginx.url}/default/scim/v2`);

  const person = {
    schemas: [userSchema],
    userName: 'ada@northwind.example',
    displayName: 'Ada Lovelace',
    active: true,
  };
  const [created] = await send('POST', `${tenantUrl}/Users`, token, nginx.ca, person);
  expect(created).toBe(201);
  await page.getByRole('link', { name: 'Board', exact: true }).click();
  await expect(page.getByText('Ada Lovelace')).toBeVisible();

  // The console itself is not there.
  expect((await send('POST', `${nginx.url}/api/tenants.list`, token, nginx.ca, {}))[0]).toBe(404);

  await page.getByRole('link', { name: 'Tunnel', exact: true }).click();
  await page.getByRole('button', { name: 'Go private' }).click();
  await expect(page.getByRole('heading', { name: /^Private\./ })).toBeVisible();
  expect((await send('GET', `${tenantUrl}/Users`, token, nginx.ca))[0]).toBe(502);
});
