import { beforeEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import type { Caller } from '#shared/console-api/session.ts';
import { CallerContext, localAdmin } from '#renderer/console-client/access.ts';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { CredentialsPage } from '#renderer/features/credentials/CredentialsPage.tsx';
import {
  client,
  clientSecret,
  entraTenantId,
  inDays,
  providerTokens,
  rotated,
  lastUse,
} from './credential-fixtures.ts';
import { at, drawPage, emptyConsole } from './draw.tsx';
import { person, personDetail, tenant, token } from './fixtures.ts';

let fake: FakeConsole;
beforeEach(() => {
  at('#/credentials');
  fake = emptyConsole();
});

const draw = () => drawPage(fake, <CredentialsPage />);
const row = (name: RegExp) => browser.getByRole('row', { name });
const button = (name: string) => browser.getByRole('button', { name, exact: true });

describe('a token', () => {
  test('is told with when, from where, by which client and in which cycle it was used', async () => {
    fake.answer('tokens.list', () => [
      token('Entra', { use: lastUse({ cycleStartedAt: '2026-11-21T11:30:00.000Z' }), expiresAt: inDays(200) }),
    ]);
    await draw();
    await expect.element(row(/^Entra/)).toMatchTextContent(/Bearer token, created Nov 21, 2026/);
    await expect.element(row(/^Entra/)).toMatchTextContent(/ekYI.*Active/);
    await expect
      .element(row(/^Entra/))
      .toMatchTextContent(/(?:now|ago).*cycle of \d\d:\d\d.*20\.91\.4\.17, Entra provisioning/);
    await expect.element(browser.getByTitle(/12 whole cycles before it; first used/)).toBeInTheDocument();
  });

  test('that was never used says so', async () => {
    fake.answer('tokens.list', () => [token('Entra')]);
    await draw();
    await expect.element(row(/^Entra/)).toMatchTextContent(/Never.*Never used/);
  });

  test('names what limits it', async () => {
    fake.answer('tokens.list', () => [token('Entra', { scope: 'read', networks: ['10.0.0.0/8', '192.0.2.1'] })]);
    await draw();
    await expect.element(row(/^Entra/)).toMatchTextContent(/Read only.*2 networks/);
    await expect.element(browser.getByTitle('10.0.0.0/8, 192.0.2.1')).toBeVisible();
  });

  test('names the person it acts as, also when that person is gone', async () => {
    fake.answer('tokens.list', () => [token('Laptop', { userId: 'person-1' })]);
    fake.answer('users.get', () => personDetail(person(1)));
    const { unmount } = await draw();
    await expect
      .element(browser.getByRole('link', { name: 'Person 1', exact: true }))
      .toHaveAttribute('href', '#/board?person=person-1');
    await unmount();
    fake.fail('users.get', { code: 'not-found', detail: 'This tenant has no person with the id "person-1".' });
    await draw();
    await expect.element(browser.getByText('Acts as somebody who is no longer here')).toBeVisible();
  });

  test.each([
    ['active', inDays(200), /Active/, ['Edit Entra', 'Rotate Entra', 'Revoke Entra'], ['Delete Entra']],
    ['active', inDays(7), /Expires soon.*in 7 days/, ['Edit Entra', 'Rotate Entra', 'Revoke Entra'], ['Delete Entra']],
    ['expired', inDays(-2), /Expired.*2 days ago/, ['Edit Entra', 'Rotate Entra', 'Delete Entra'], ['Revoke Entra']],
    [
      'revoked',
      null,
      /Revoked.*Revoked Nov 20, 2026/,
      ['Delete Entra'],
      ['Edit Entra', 'Rotate Entra', 'Revoke Entra'],
    ],
  ] as const)('%s until %s: %s', async (state, expiresAt, says, there, absent) => {
    const revokedAt = state === 'revoked' ? '2026-11-20T12:00:00.000Z' : null;
    fake.answer('tokens.list', () => [token('Entra', { state, expiresAt, revokedAt })]);
    await draw();
    await expect.element(row(/^Entra/)).toMatchTextContent(says);
    for (const name of there) expect(button(name).elements()).toHaveLength(1);
    for (const name of absent) expect(button(name).elements()).toHaveLength(0);
  });

  test('appears, changes and goes as it is pushed', async () => {
    await draw();
    await expect.element(browser.getByRole('heading', { name: 'No credentials yet' })).toBeVisible();
    fake.push('tokens.changed', { tenantId: tenant.id, token: token('Entra') });
    await expect.element(row(/^Entra/)).toMatchTextContent(/Never used/);
    fake.push('tokens.changed', { tenantId: tenant.id, token: token('Entra', { use: lastUse() }) });
    await expect.element(row(/^Entra/)).toMatchTextContent(/20\.91\.4\.17/);
    fake.push('tokens.removed', { tenantId: tenant.id, id: 'token-Entra' });
    await expect.element(browser.getByRole('heading', { name: 'No credentials yet' })).toBeVisible();
  });
});

describe('a hand-over', () => {
  test.each([
    ['waiting', 'ask', /Waiting.*No request has come with Entra 2 yet.*Both hold until then/],
    ['serving', 'ask', /Handing over.*Entra 2 is in use, Entra has been quiet since.*it can retire/],
    ['serving', 'automatically', /Handing over.*it retires by itself/],
    ['oldInUse', 'ask', /Old one still in use.*Somebody still has the old one/],
    ['ready', 'ask', /Ready to retire.*nothing uses Entra any more/],
    ['ready', 'automatically', /Ready to retire.*It retires by itself in a moment/],
  ] as const)('%s, %s', async (phase, retire, says) => {
    fake.answer('tokens.list', () => [...rotated(phase, retire)]);
    await draw();
    const rows = browser.getByRole('rowgroup').nth(1).getByRole('row');
    await expect.element(rows.nth(0)).toMatchTextContent(/^Entra 2/);
    await expect.element(rows.nth(1)).toMatchTextContent(/^Entra/);
    await expect.element(rows.nth(2)).toMatchTextContent(says);
    expect(button('Retire Entra').elements()).toHaveLength(phase === 'ready' ? 1 : 0);
    expect(button('Rotate Entra').elements()).toHaveLength(0);
  });
});

describe('an OAuth client', () => {
  test('is told with its identifier, its secrets and how many access tokens hold', async () => {
    fake.answer('oauthClients.list', () => [
      client('Entra', {
        activeAccessTokens: 2,
        use: lastUse(),
        secrets: [
          clientSecret('s2', { hint: 'pQ9z' }),
          clientSecret('s1', { hint: 'aa11', expiresAt: inDays(9), lastUsedAt: new Date().toISOString() }),
          clientSecret('s0', { hint: 'zz00', state: 'revoked', revokedAt: '2026-11-20T12:00:00.000Z' }),
        ],
      }),
    ]);
    await draw();
    await expect.element(row(/^Entra/)).toMatchTextContent(/OAuth client, created.*2 access tokens hold.*7c1d0b4e/);
    const secrets = browser.getByRole('row', { name: /^Client secret/ });
    await expect.element(secrets.nth(0)).toMatchTextContent(/pQ9z.*Active.*Never used/);
    await expect.element(secrets.nth(1)).toMatchTextContent(/aa11.*Expires soon.*in 9 days.*(?:now|ago)/);
    await expect.element(secrets.nth(2)).toMatchTextContent(/zz00.*Revoked/);
    expect(button('Revoke the secret aa11 of Entra').elements()).toHaveLength(1);
    expect(button('Revoke the secret zz00 of Entra').elements()).toHaveLength(0);
  });

  test('that is federated has no secret to add', async () => {
    fake.answer('oauthClients.list', () => [client('Entra', { kind: 'federated', secrets: [] })]);
    await draw();
    await expect.element(row(/^Entra/)).toMatchTextContent(/Federated client.*Never/);
    expect(button('Add secret to Entra').elements()).toHaveLength(0);
  });

  test('appears, changes and goes as it is pushed', async () => {
    await draw();
    fake.push('oauthClients.changed', { tenantId: tenant.id, client: client('Entra') });
    await expect.element(row(/^Entra/)).toMatchTextContent(/Active/);
    fake.push('oauthClients.changed', { tenantId: tenant.id, client: client('Entra', { state: 'revoked' }) });
    await expect.element(row(/^Entra/)).toMatchTextContent(/Revoked/);
    fake.push('oauthClients.removed', { tenantId: tenant.id, id: client('').id });
    await expect.element(row(/^Entra/)).not.toBeInTheDocument();
  });
});

describe('tokens that Entra signs', () => {
  test('have a row while they are taken, and follow what is pushed', async () => {
    await draw();
    const panel = browser.getByRole('region', { name: 'Tokens that Entra signs' });
    await expect.element(panel).toMatchTextContent(/Off/);
    fake.push('providerTokens.changed', {
      tenantId: tenant.id,
      providerTokens: providerTokens({ enabled: true, entraTenantId, use: lastUse() }),
    });
    await expect
      .element(row(/^Tokens that Entra signs/))
      .toMatchTextContent(new RegExp(`${entraTenantId}.*20.91.4.17`));
    await expect.element(panel).toMatchTextContent(/On/);
  });
});

describe('filters', () => {
  beforeEach(() => {
    fake.answer('tokens.list', () => [token('Entra'), token('Old', { state: 'revoked' })]);
    fake.answer('oauthClients.list', () => [client('Okta')]);
  });

  test('stand in the URL: kind and state', async () => {
    await draw();
    await browser.getByRole('combobox', { name: 'Kind' }).click();
    await browser.getByRole('option', { name: 'Bearer tokens' }).click();
    await expect.element(row(/^Okta/)).not.toBeInTheDocument();
    await browser.getByRole('combobox', { name: 'Status' }).click();
    await browser.getByRole('option', { name: 'Revoked' }).click();
    await expect.element(row(/^Entra/)).not.toBeInTheDocument();
    await expect.element(row(/^Old/)).toBeVisible();
    await expect.poll(() => location.hash).toBe('#/credentials?kind=token&state=revoked');
  });

  test('are read from it', async () => {
    at('#/credentials?q=okt&kind=client');
    await draw();
    await expect.element(row(/^Okta/)).toBeVisible();
    await expect.element(row(/^Entra/)).not.toBeInTheDocument();
    await expect.element(browser.getByLabelText('Search credentials')).toHaveValue('okt');
  });

  test('that nothing matches can be cleared', async () => {
    await draw();
    await userEvent.fill(browser.getByLabelText('Search credentials'), 'nobody');
    await expect.element(browser.getByRole('heading', { name: 'No credential matches these filters' })).toBeVisible();
    await button('Clear filters').click();
    await expect.element(row(/^Entra/)).toBeVisible();
    await expect.poll(() => location.hash).toBe('#/credentials');
  });
});

describe('what could not be loaded', () => {
  test.each([
    ['tokens.list', 'The tokens could not be loaded', /^Okta/],
    ['oauthClients.list', 'The OAuth clients could not be loaded', /^Entra/],
  ] as const)('%s leaves the rest, and is asked for again on request', async (method, title, rest) => {
    fake.answer('tokens.list', () => [token('Entra')]);
    fake.answer('oauthClients.list', () => [client('Okta')]);
    fake.fail(method, { code: 'internal', detail: 'The disk is full.' });
    await draw();
    await expect.element(browser.getByRole('alert').first()).toMatchTextContent(`${title}The disk is full.Try again`);
    await expect.element(row(rest)).toBeVisible();
    if (method === 'tokens.list') fake.answer(method, () => [token('Entra')]);
    else fake.answer(method, () => [client('Okta')]);
    await browser.getByRole('alert').first().getByRole('button', { name: 'Try again' }).click();
    await expect.element(row(/^Okta/)).toBeVisible();
    await expect.element(row(/^Entra/)).toBeVisible();
  });

  test('for want of a permission is not offered again, and asked for by itself when the role changes', async () => {
    fake.fail('tokens.list', { code: 'forbidden', detail: 'tokens.list needs the permission credentials.view.' });
    await draw();
    await expect.element(browser.getByRole('alert')).toMatchTextContent(/needs the permission credentials\.view\.$/);
    fake.answer('tokens.list', () => [token('Entra')]);
    fake.push('session.changed', {});
    await expect.element(row(/^Entra/)).toBeVisible();
  });

  test('says nothing of "none yet" where tokens could not be asked for', async () => {
    fake.fail('tokens.list', { code: 'internal', detail: 'The disk is full.' });
    await draw();
    await expect.element(browser.getByText('The tokens could not be loaded')).toBeVisible();
    await expect.element(browser.getByRole('heading', { name: 'No credentials yet' })).not.toBeInTheDocument();
  });
});

describe('who may only look', () => {
  const viewer: Caller = {
    ...localAdmin,
    kind: 'person',
    name: 'Ada Lovelace',
    administrator: false,
    roleName: 'Office manager',
    permissions: ['credentials.view'],
  };

  test('sees every button disabled, with the reason', async () => {
    fake.answer('tokens.list', () => [token('Entra', { revealable: true })]);
    fake.answer('oauthClients.list', () => [client('Okta')]);
    await drawPage(
      fake,
      <CallerContext value={viewer}>
        <CredentialsPage />
      </CallerContext>,
    );
    for (const name of [
      'Create token',
      'Create OAuth client',
      'Edit Entra',
      'Rotate Entra',
      'Revoke Entra',
      'Reveal Entra',
      'Add secret to Okta',
      'Revoke Okta',
      'Turn on',
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one button after the other is what is looked at
      await expect.element(button(name)).toBeDisabled();
    }
    await expect.element(button('Revoke Entra')).toHaveAttribute('title', expect.stringContaining('Office manager'));
  });
});

test('a client is created from the head of the page', async () => {
  await draw();
  await button('Create OAuth client').click();
  await expect.poll(() => location.hash).toBe('#/credentials?dialog=create-client');
  await expect.element(browser.getByRole('dialog', { name: 'Create an OAuth client' })).toBeVisible();
});
