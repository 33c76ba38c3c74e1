// The dialogs of the credentials page by keyboard alone, and where the focus is when they are done.
import { beforeEach, describe, expect, test } from 'vitest';
import { page as browser } from 'vitest/browser';
import type { OAuthClient } from '#shared/console-api/oauth-clients.ts';
import type { Token } from '#shared/console-api/tokens.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { CredentialsPage } from '#renderer/features/credentials/CredentialsPage.tsx';
import { button, dialog, openBy, press } from './by-keyboard.ts';
import { client, clientId, entraTenantId, providerTokens, rotated } from './credential-fixtures.ts';
import { at, drawPage, emptyConsole } from './draw.tsx';
import { tenant, token } from './fixtures.ts';

let fake: FakeConsole;
beforeEach(() => {
  at('#/credentials');
  fake = emptyConsole();
});

const asked = (name: string) => fake.calls.filter((one) => one.name === name).map(({ input }) => input);

/** The title of the page, which has the focus when what had it is gone. */
const title = browser.getByRole('heading', { level: 1, name: 'Credentials' });

/** Past Cancel, which has the focus before what cannot be undone. */
async function confirm(name: string): Promise<void> {
  await expect.element(dialog(name).getByRole('button', { name: 'Cancel' })).toHaveFocus();
  await press('{Tab}{Enter}');
  await expect.element(dialog(name)).not.toBeInTheDocument();
}

/** One that is revoked can be deleted where it was revoked; then nothing of it is left that could have the focus. */
async function revokeAndDelete(): Promise<void> {
  await drawPage(fake, <CredentialsPage />);
  await openBy('Revoke Entra');
  await confirm('Revoke Entra?');
  await expect.element(button('Delete Entra')).toHaveFocus();
  await press('{Enter}');
  await confirm('Delete Entra?');
  await expect.element(title).toHaveFocus();
}

/** Tells the page of a token, as the console does before it answers. */
function tellToken(now: Token): Token {
  fake.push('tokens.changed', { tenantId: tenant.id, token: now });
  return now;
}

function tellClient(now: OAuthClient): OAuthClient {
  fake.push('oauthClients.changed', { tenantId: tenant.id, client: now });
  return now;
}

describe('a token', () => {
  beforeEach(() => fake.answer('tokens.list', () => [token('Entra')]));

  test('is rotated; its button is gone then, and the title has the focus', async () => {
    fake.answer('tokens.rotate', () => {
      const [made, old] = rotated('waiting').map(tellToken);
      return { token: made!, old: old!, secret: 'scim_new' };
    });
    await drawPage(fake, <CredentialsPage />);
    await openBy('Rotate Entra');
    await expect.element(dialog('Rotate Entra').getByLabelText('Name of the new one')).toHaveFocus();
    await press('Entra, winter{Enter}');
    await expect.element(browser.getByTestId('secret')).toMatchTextContent('scim_new');
    expect(asked('tokens.rotate')).toMatchObject([{ id: 'token-Entra', label: 'Entra, winter' }]);
    // Nothing that closes it has the focus: the secret is not shown again.
    await expect.element(dialog('Rotate Entra')).toHaveFocus();
    await press('{Shift>}{Tab}{Tab}{/Shift}');
    await expect.element(button('Done')).toHaveFocus();
    await press('{Enter}');
    await expect.element(title).toHaveFocus();
  });

  test('is revoked and then deleted with the button that has the focus', async () => {
    fake.answer('tokens.revoke', () => tellToken(token('Entra', { state: 'revoked' })));
    fake.answer('tokens.remove', ({ id }) => {
      fake.push('tokens.removed', { tenantId: tenant.id, id });
      return { id };
    });
    await revokeAndDelete();
    expect([asked('tokens.revoke'), asked('tokens.remove')]).toMatchObject([
      [{ id: 'token-Entra' }],
      [{ id: 'token-Entra' }],
    ]);
  });

  test('is edited, and its button has the focus again', async () => {
    fake.answer('tokens.set', ({ label }) => token(label ?? ''));
    await drawPage(fake, <CredentialsPage />);
    await openBy('Edit Entra');
    await expect.element(dialog('Edit Entra').getByLabelText('Name')).toHaveFocus();
    await press('{End}, winter{Enter}');
    await expect.poll(() => asked('tokens.set')).toMatchObject([{ label: 'Entra, winter' }]);
    await expect.element(button('Edit Entra')).toHaveFocus();
  });
});

describe('an OAuth client', () => {
  test('is made, and what to paste is left with Done', async () => {
    fake.answer('oauthClients.create', () => ({
      client: tellClient(client('Entra')),
      clientId,
      clientSecret: 'rcs_new',
    }));
    await drawPage(fake, <CredentialsPage />);
    await openBy('Create OAuth client');
    await expect.element(browser.getByLabelText('Name', { exact: true })).toHaveFocus();
    await press('{Enter}');
    await expect.element(browser.getByTestId('secret')).toMatchTextContent('rcs_new');
    await expect.element(button('Done')).toHaveFocus();
    await press('{Enter}');
    await expect.element(button('Create OAuth client')).toHaveFocus();
  });

  test('is edited, gets a secret and loses one', async () => {
    fake.answer('oauthClients.list', () => [client('Entra')]);
    fake.answer('oauthClients.set', () => client('Entra'));
    fake.answer('oauthClients.addSecret', () => ({ client: client('Entra'), clientSecret: 'rcs_new' }));
    fake.answer('oauthClients.revokeSecret', () => client('Entra'));
    await drawPage(fake, <CredentialsPage />);
    await openBy('Edit Entra');
    await expect.element(dialog('Edit Entra').getByLabelText('Name', { exact: true })).toHaveFocus();
    await press('{End}, winter{Enter}');
    await expect.element(button('Edit Entra')).toHaveFocus();
    await press('{Tab}{Enter}');
    await expect.element(browser.getByRole('combobox', { name: 'The secret holds' })).toHaveFocus();
    await press('{Tab}{Tab}{Enter}');
    await expect.element(browser.getByTestId('secret')).toMatchTextContent('rcs_new');
    await press('{Enter}');
    await expect.element(button('Add secret to Entra')).toHaveFocus();
    await openBy('Revoke the secret pQ9z of Entra');
    await confirm('Revoke the secret pQ9z of Entra?');
    expect(asked('oauthClients.set')).toMatchObject([{ id: clientId, label: 'Entra, winter' }]);
    expect(asked('oauthClients.revokeSecret')).toMatchObject([{ id: clientId, secretId: 'secret-1' }]);
  });

  test('is revoked and then deleted with the button that has the focus', async () => {
    fake.answer('oauthClients.list', () => [client('Entra')]);
    fake.answer('oauthClients.revoke', () => tellClient(client('Entra', { state: 'revoked' })));
    fake.answer('oauthClients.remove', ({ id }) => {
      fake.push('oauthClients.removed', { tenantId: tenant.id, id });
      return { id };
    });
    await revokeAndDelete();
    expect([asked('oauthClients.revoke'), asked('oauthClients.remove')]).toMatchObject([
      [{ id: clientId }],
      [{ id: clientId }],
    ]);
  });
});

test('tokens that Entra signs are turned on', async () => {
  fake.answer('providerTokens.set', () => providerTokens({ enabled: true, entraTenantId }));
  await drawPage(fake, <CredentialsPage />);
  await openBy('Turn on');
  await expect.element(browser.getByLabelText('Entra’s Tenant ID')).toHaveFocus();
  await press(`${entraTenantId}{Enter}`);
  await expect.poll(() => asked('providerTokens.set')).toMatchObject([{ enabled: true, entraTenantId }]);
});
