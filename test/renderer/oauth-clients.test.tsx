import { beforeEach, describe, expect, test } from 'vitest';
import { page as browser } from 'vitest/browser';
import { nonGalleryAudience, type OAuthClient } from '#shared/console-api/oauth-clients.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { CredentialsPage } from '#renderer/features/credentials/CredentialsPage.tsx';
import {
  client,
  clientId,
  clientSecret,
  entraTenantId,
  inDays,
  providerTokens,
  lastUse,
} from './credential-fixtures.ts';
import { at, drawPage, emptyConsole } from './draw.tsx';
import { tenant } from './fixtures.ts';

let fake: FakeConsole;
const secret = 'rcs_0123456789abcdefghijklmnopqrstuvwxyz';

beforeEach(() => {
  at('#/credentials');
  fake = emptyConsole();
});

const draw = (clients: readonly OAuthClient[] = [], shown = tenant) => {
  fake.answer('oauthClients.list', () => [...clients]);
  return drawPage(fake, <CredentialsPage />, shown);
};
const button = (name: string) => browser.getByRole('button', { name, exact: true });
const dialog = () => browser.getByRole('dialog');
const press = (name: string) => dialog().getByRole('button', { name, exact: true }).click();
const inputOf = (name: string): unknown => fake.calls.findLast((call) => call.name === name)?.input;
const nowhere = (): void => {
  expect(document.documentElement.outerHTML).not.toContain(secret);
  expect(location.href).not.toContain(secret);
  expect(JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])).not.toContain(secret);
};

/** The values of the dialog in their order, each with what it is called. */
const pasted = (): (readonly [string | undefined, string | undefined])[] =>
  [...document.querySelectorAll('[role="dialog"] .field')].map((field) => [
    field.querySelector('.field-label')?.textContent,
    field.querySelector('.value')?.textContent,
  ]);

describe('creating an OAuth client', () => {
  beforeEach(() =>
    fake.answer('oauthClients.create', ({ label, trust }) => ({
      client: client(label, trust == null ? {} : { kind: 'federated', secrets: [] }),
      clientId,
      clientSecret: trust == null ? secret : null,
    })),
  );

  test("with a secret: shows what to paste in Entra's order and words, the secret this once", async () => {
    await draw();
    await button('Create OAuth client').click();
    await dialog().getByLabelText('Name').fill('Entra');
    await dialog().getByRole('combobox', { name: 'The secret holds' }).click();
    await browser.getByRole('option', { name: '2 years' }).click();
    await dialog().getByRole('combobox', { name: 'An access token holds' }).click();
    await browser.getByRole('option', { name: '6 hours' }).click();
    await press('Create OAuth client');
    await expect.element(dialog().getByText(secret)).toBeVisible();
    expect(inputOf('oauthClients.create')).toEqual({
      tenantId: tenant.id,
      label: 'Entra',
      scope: 'read-write',
      networks: [],
      accessTokenMinutes: 360,
      secretYears: 2,
    });
    expect(pasted()).toEqual([
      ['Tenant URL', tenant.tenantUrl],
      ['Token Endpoint', 'https://rollcall.example/default/oauth2/token'],
      ['Client Identifier', clientId],
      ['Client Secret', secret],
    ]);
    await expect.element(dialog()).toMatchTextContent(/this once and then keeps only a hash/);
    await press('Done');
    await expect.element(dialog()).not.toBeInTheDocument();
    nowhere();
  });

  test('with workload identity: asks whom to trust, and there is no secret', async () => {
    await draw();
    await button('Create OAuth client').click();
    await dialog().getByText('Workload identity').click();
    await expect.element(dialog()).toMatchTextContent(/there is no secret to keep/);
    await expect.element(dialog().getByLabelText('The secret holds')).not.toBeInTheDocument();
    await dialog().getByLabelText('Entra’s Tenant ID').fill(entraTenantId);
    await dialog().getByLabelText('Subject').fill(' 0d1d0b4e ');
    await dialog().getByLabelText('Accepted audiences').fill('api://one\none');
    await press('Create OAuth client');
    await expect.element(dialog()).toMatchTextContent(/Client Identifier/);
    expect(inputOf('oauthClients.create')).toEqual({
      tenantId: tenant.id,
      label: 'Microsoft Entra ID',
      scope: 'read-write',
      networks: [],
      accessTokenMinutes: 60,
      trust: { entraTenantId, subject: '0d1d0b4e', audiences: ['api://one', 'one'] },
    });
    expect(pasted().map(([name]) => name)).toEqual(['Tenant URL', 'Token Endpoint', 'Client Identifier']);
  });

  test('says what is missing, before anything is asked', async () => {
    await draw();
    await button('Create OAuth client').click();
    await dialog().getByText('Workload identity').click();
    await dialog().getByLabelText('Entra’s Tenant ID').fill('northwind');
    await press('Create OAuth client');
    await expect.element(dialog()).toMatchTextContent(/Enter Entra’s Tenant ID, a GUID such as/);
    await expect.element(dialog()).toMatchTextContent(/Enter the subject/);
    await expect.element(dialog()).toMatchTextContent(/Enter at least one audience/);
    expect(inputOf('oauthClients.create')).toBeUndefined();
  });

  test("knows Entra's tenant id where the tenant has it saved", async () => {
    await draw([], { ...tenant, idpTenantId: entraTenantId });
    await button('Create OAuth client').click();
    await dialog().getByText('Workload identity').click();
    await expect.element(dialog().getByLabelText('Entra’s Tenant ID')).toHaveValue(entraTenantId);
  });

  test('says why it was refused and keeps what was typed', async () => {
    fake.fail('oauthClients.create', { code: 'unavailable', detail: 'The disk is full.' });
    await draw();
    await button('Create OAuth client').click();
    await dialog().getByLabelText('Name').fill('Entra');
    await press('Create OAuth client');
    await expect.element(dialog().getByRole('alert')).toMatchTextContent('The disk is full.');
    await expect.element(dialog().getByLabelText('Name')).toHaveValue('Entra');
  });
});

test('what to paste is shown again without the secret', async () => {
  await draw([client('Entra')]);
  await button('What to paste for Entra').click();
  await expect.element(dialog().getByText(clientId)).toBeVisible();
  expect(pasted().map(([name]) => name)).toEqual(['Tenant URL', 'Token Endpoint', 'Client Identifier']);
});

test('without a listener there is neither Tenant URL nor Token Endpoint', async () => {
  await draw([client('Entra', { tokenEndpoint: null })], { ...tenant, tenantUrl: null });
  await button('What to paste for Entra').click();
  await expect.element(dialog()).toMatchTextContent(/The SCIM server is not running/);
  expect(pasted().map(([name]) => name)).toEqual(['Client Identifier']);
});

describe("a client's secrets", () => {
  test('one is added beside those that hold, and shown once', async () => {
    fake.answer('oauthClients.addSecret', () => ({ client: client('Entra'), clientSecret: secret }));
    await draw([client('Entra')]);
    await button('Add secret to Entra').click();
    await expect.element(dialog()).toMatchTextContent(/The secrets it has go on holding/);
    await press('Add secret');
    await expect.element(dialog().getByText(secret)).toBeVisible();
    expect(inputOf('oauthClients.addSecret')).toEqual({ tenantId: tenant.id, id: clientId, secretYears: 1 });
    await press('Done');
    await expect.element(dialog()).not.toBeInTheDocument();
    nowhere();
  });

  test('a reminder leads to it by the id of the secret', async () => {
    at('#/credentials?dialog=add-secret&id=secret-1');
    await draw([client('Entra')]);
    await expect.element(browser.getByRole('dialog', { name: 'Add a secret to Entra' })).toBeVisible();
  });

  test('one is revoked, while another goes on', async () => {
    fake.answer('oauthClients.revokeSecret', () => client('Entra'));
    const secrets = [
      clientSecret('s2'),
      clientSecret('s1', { hint: 'aa11', expiresAt: inDays(9), activeAccessTokens: 2 }),
    ];
    await draw([client('Entra', { secrets })]);
    await button('Revoke the secret aa11 of Entra').click();
    await expect.element(dialog()).toMatchTextContent(/It was never used.*1 other secret of Entra goes on holding/);
    await expect.element(dialog()).toMatchTextContent(/It ends 2 access tokens at once/);
    await press('Revoke');
    await expect
      .poll(() => inputOf('oauthClients.revokeSecret'))
      .toEqual({ tenantId: tenant.id, id: clientId, secretId: 's1' });
    await expect.element(dialog()).not.toBeInTheDocument();
  });

  test('revoking the only one names what stops', async () => {
    const secrets = [clientSecret('s1', { lastUsedAt: new Date().toISOString() })];
    await draw([client('Entra', { secrets })]);
    await button('Revoke the secret pQ9z of Entra').click();
    await expect.element(dialog()).toMatchTextContent(/It was used last (?:now|.* ago)/);
    await expect.element(dialog()).toMatchTextContent(/the only secret that holds.*It ends no access token/);
  });
});

test('revoking a client names who uses it and how many access tokens stop', async () => {
  fake.answer('oauthClients.revoke', () => client('Entra', { state: 'revoked' }));
  await draw([client('Entra', { use: lastUse(), activeAccessTokens: 2 })]);
  await button('Revoke Entra').click();
  await expect.element(dialog()).toMatchTextContent(/Entra provisioning\/2\.1 at 20\.91\.4\.17/);
  await expect.element(dialog()).toMatchTextContent(/Its secrets and 2 access tokens stop at once/);
  await press('Revoke');
  await expect.poll(() => inputOf('oauthClients.revoke')).toEqual({ tenantId: tenant.id, id: clientId });
  await expect.element(dialog()).not.toBeInTheDocument();
});

test('a revoked client can be deleted', async () => {
  fake.answer('oauthClients.remove', ({ id }) => ({ id }));
  await draw([client('Entra', { state: 'revoked' })]);
  await button('Delete Entra').click();
  await press('Delete');
  await expect.poll(() => inputOf('oauthClients.remove')).toEqual({ tenantId: tenant.id, id: clientId });
});

test('editing a federated client keeps its trust, and a lifetime that was set elsewhere', async () => {
  fake.answer('oauthClients.set', () => client('Entra'));
  const trust = { entraTenantId, subject: 'abc', audiences: ['api://one', 'api://two'] };
  await draw([client('Entra', { kind: 'federated', secrets: [], trust, accessTokenMinutes: 90 })]);
  await button('Edit Entra').click();
  await dialog().getByLabelText('Name').fill('Entra, winter');
  await press('Save');
  await expect
    .poll(() => inputOf('oauthClients.set'))
    .toEqual({
      tenantId: tenant.id,
      id: clientId,
      label: 'Entra, winter',
      scope: 'read-write',
      networks: [],
      accessTokenMinutes: 90,
      trust,
    });
});

describe('tokens that Entra signs', () => {
  test('are taken only after the warning, and for one tenant', async () => {
    fake.answer('providerTokens.set', () => providerTokens({ enabled: true, entraTenantId }));
    await draw();
    await button('Turn on').click();
    await expect.element(dialog()).toMatchTextContent(/testing only.*share one audience.*open this tenant too/);
    await press('Turn on');
    await expect.element(dialog()).toMatchTextContent(/Enter Entra’s Tenant ID/);
    expect(inputOf('providerTokens.set')).toBeUndefined();
    await dialog().getByLabelText('Entra’s Tenant ID').fill(entraTenantId);
    await press('Turn on');
    await expect
      .poll(() => inputOf('providerTokens.set'))
      .toEqual({
        tenantId: tenant.id,
        enabled: true,
        entraTenantId,
        audiences: [nonGalleryAudience],
      });
    await expect.element(dialog()).not.toBeInTheDocument();
  });

  test('are refused again at one press', async () => {
    const on = providerTokens({ enabled: true, entraTenantId, audiences: ['api://own'] });
    fake.answer('providerTokens.get', () => on);
    fake.answer('providerTokens.set', () => ({ ...on, enabled: false }));
    await draw();
    await button('Change').click();
    await press('Turn off');
    await expect
      .poll(() => inputOf('providerTokens.set'))
      .toEqual({
        tenantId: tenant.id,
        enabled: false,
        entraTenantId,
        audiences: ['api://own'],
      });
  });

  test('say why they could not be turned on', async () => {
    fake.fail('providerTokens.set', { code: 'invalid-input', detail: 'The keys of this tenant cannot be fetched.' });
    await draw();
    await button('Turn on').click();
    await dialog().getByLabelText('Entra’s Tenant ID').fill(entraTenantId);
    await press('Turn on');
    await expect.element(dialog().getByRole('alert')).toMatchTextContent('The keys of this tenant cannot be fetched.');
  });
});
