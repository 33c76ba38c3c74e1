import { beforeEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import type { Reminder } from '#shared/console-api/credentials.ts';
import { CreateTokenDialog } from '#renderer/features/credentials/CreateTokenDialog.tsx';
import { OverviewPage } from '#renderer/features/overview/OverviewPage.tsx';
import { strokeOf } from '#renderer/features/overview/Lede.tsx';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { at, drawPage, emptyConsole } from './draw.tsx';
import { entry, overview, pageOf, person, personDetail, tenant, token } from './fixtures.ts';

let fake: FakeConsole;
/** The page, and the dialog that the app draws beside every page. */
const overviewPage = (
  <>
    <OverviewPage />
    <CreateTokenDialog />
  </>
);
const secret = 'scim_0123456789abcdefghijklmnopqrstuvwxyz';

beforeEach(() => {
  at('#/overview');
  fake = emptyConsole();
});

const sentence = (text: string) => browser.getByRole('heading', { level: 2, name: text });
const people = (users: number, disabled = 0) => ({ users, active: users - disabled, disabled, groups: 12 });

describe('the first sentence', () => {
  test('no request yet', async () => {
    await drawPage(fake, overviewPage);
    await expect.element(sentence('No request yet')).toBeVisible();
  });

  test('connected, and nobody here', async () => {
    fake.answer('overview.get', () => overview({ lastRequest: entry(1) }));
    await drawPage(fake, overviewPage);
    await expect.element(sentence('Connected, nobody here yet')).toBeVisible();
  });

  test('everybody active', async () => {
    fake.answer('overview.get', () => overview({ people: people(1_120), lastRequest: entry(1) }));
    await drawPage(fake, overviewPage);
    await expect.element(sentence('1,120 users, all active')).toBeVisible();
    await expect.element(browser.getByRole('link', { name: 'Updated Person 1' })).toBeVisible();
  });

  test('some disabled', async () => {
    fake.answer('overview.get', () => overview({ people: people(120, 3), lastRequest: entry(1) }));
    await drawPage(fake, overviewPage);
    await expect.element(sentence('117 of 120 users are active')).toBeVisible();
  });

  test('follows what is pushed', async () => {
    await drawPage(fake, overviewPage);
    await expect.element(sentence('No request yet')).toBeVisible();
    fake.push('overview.changed', {
      tenantId: tenant.id,
      overview: overview({ people: people(1), lastRequest: entry(1) }),
    });
    await expect.element(sentence('1 user, active')).toBeVisible();
  });

  test('names what failed in the last day', async () => {
    const requests = overview().requests.map((bucket, n) =>
      n === 47 ? { ...bucket, succeeded: 9, failed: 3 } : bucket,
    );
    fake.answer('overview.get', () => overview({ people: people(1), lastRequest: entry(1), requests }));
    await drawPage(fake, overviewPage);
    await expect.element(browser.getByRole('link', { name: '3 of 12 requests failed' })).toBeVisible();
  });

  test('a failure leaves what still works: tokens can be made', async () => {
    fake.fail('overview.get', { code: 'internal', detail: 'The log could not be read.' });
    await drawPage(fake, overviewPage);
    await expect.element(browser.getByRole('alert')).toMatchTextContent('The log could not be read.');
    await expect.element(browser.getByRole('button', { name: 'Create token' })).toBeEnabled();
    await expect.element(browser.getByRole('heading', { name: 'Needs a decision' })).not.toBeInTheDocument();
  });
});

test('a half hour is a stroke: quiet, clean, partly failed, failed', () => {
  const start = '2026-11-21T11:00:00.000Z';
  expect(strokeOf({ start, succeeded: 0, failed: 0 })).toBe('quiet');
  expect(strokeOf({ start, succeeded: 5, failed: 0 })).toBe('clean');
  expect(strokeOf({ start, succeeded: 5, failed: 1 })).toBe('partly');
  expect(strokeOf({ start, succeeded: 0, failed: 1 })).toBe('failed');
});

describe('connecting Entra', () => {
  test('gives the Tenant URL, and leads to the page that goes through it step by step', async () => {
    await drawPage(fake, overviewPage);
    await expect.element(browser.getByText(tenant.tenantUrl ?? '')).toBeVisible();
    await expect
      .element(browser.getByRole('link', { name: 'Connect step by step' }))
      .toHaveAttribute('href', '#/connect');
  });

  test('says when it was called last', async () => {
    fake.answer('overview.get', () =>
      overview({ lastRequest: entry(1, { activityDateTime: new Date().toISOString() }) }),
    );
    await drawPage(fake, overviewPage);
    await expect.element(browser.getByText(/^Last called (?:now|.* ago)$/)).toBeVisible();
  });
});

const dialog = () => browser.getByRole('dialog');

async function reveal(): Promise<void> {
  fake.answer('tokens.create', ({ label }) => ({ token: token(label), secret }));
  await drawPage(fake, overviewPage);
  await browser.getByRole('button', { name: 'Create token' }).click();
  await dialog().getByLabelText('Name').fill('Entra production');
  await dialog().getByRole('button', { name: 'Create token' }).click();
  await expect.element(dialog().getByText(secret)).toBeVisible();
}

describe('creating a token', () => {
  test('shows the secret once, and where it goes', async () => {
    await reveal();
    await expect.element(dialog().getByText('Secret Token')).toBeVisible();
    expect(fake.calls.find(({ name }) => name === 'tokens.create')?.input).toMatchObject({
      tenantId: tenant.id,
      label: 'Entra production',
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  test('forgets the secret when the dialog closes: it is nowhere in the page, the URL or the browser', async () => {
    await reveal();
    await dialog().getByRole('button', { name: 'Done' }).click();
    await expect.element(dialog()).not.toBeInTheDocument();
    await browser.getByRole('button', { name: 'Create token' }).click();
    await expect.element(dialog().getByLabelText('Name')).toBeVisible();
    expect(document.documentElement.outerHTML).not.toContain(secret);
    expect(location.href).not.toContain(secret);
    expect(JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])).not.toContain(secret);
  });

  test('forgets it as well when the reader goes back', async () => {
    await reveal();
    at('#/overview');
    window.dispatchEvent(new PopStateEvent('popstate'));
    await expect.element(dialog()).not.toBeInTheDocument();
    await browser.getByRole('button', { name: 'Create token' }).click();
    await expect.element(dialog().getByLabelText('Name')).toBeVisible();
  });

  test('is not lost by a click beside the dialog', async () => {
    await reveal();
    await userEvent.click(document.body, { position: { x: 5, y: 5 }, force: true });
    await expect.element(dialog().getByText(secret)).toBeVisible();
  });

  test('needs a name', async () => {
    await drawPage(fake, overviewPage);
    await browser.getByRole('button', { name: 'Create token' }).click();
    await dialog().getByLabelText('Name').fill(' ');
    await dialog().getByRole('button', { name: 'Create token' }).click();
    await expect.element(dialog().getByText('Give the token a name, so you know it again later.')).toBeVisible();
    expect(fake.calls.some(({ name }) => name === 'tokens.create')).toBe(false);
  });

  test('may act as a person, found by name; the token then is bound to that person', async () => {
    const all = [person(1, { displayName: 'Ada Lovelace' }), person(2, { displayName: 'Grace Hopper' })];
    fake.answer('users.list', (query) => pageOf(all, query));
    fake.answer('users.get', () => personDetail(person(1)));
    fake.answer('tokens.create', ({ label }) => ({ token: token(label), secret }));
    await drawPage(fake, overviewPage);
    await browser.getByRole('button', { name: 'Create token' }).click();
    await dialog().getByLabelText('Name').fill('Laptop');
    await dialog().getByPlaceholder('Nobody').fill('ada');
    await expect.element(browser.getByRole('option', { name: 'Grace Hopper' })).not.toBeInTheDocument();
    await browser.getByRole('option', { name: 'Ada Lovelace' }).click();
    await dialog().getByRole('button', { name: 'Create token' }).click();
    await expect.element(dialog().getByText(secret)).toBeVisible();
    expect(fake.calls.find(({ name }) => name === 'tokens.create')?.input).toMatchObject({ userId: 'person-1' });
  });

  test('says why it was refused and keeps what was typed', async () => {
    fake.fail('tokens.create', { code: 'conflict', detail: 'A token named "Entra" exists.' });
    await drawPage(fake, overviewPage);
    await browser.getByRole('button', { name: 'Create token' }).click();
    await dialog().getByLabelText('Name').fill('Entra');
    await dialog().getByRole('button', { name: 'Create token' }).click();
    await expect.element(dialog().getByRole('alert')).toMatchTextContent('A token named "Entra" exists.');
    await expect.element(dialog().getByLabelText('Name')).toHaveValue('Entra');
  });
});

const reminder = (kind: Reminder['kind'], facts: Partial<Reminder> = {}): Reminder => ({
  kind,
  id: 'the-id',
  label: 'Entra production',
  at: '2026-11-28T12:00:00.000Z',
  days: 7,
  ...facts,
});

describe('what needs a decision', () => {
  const decisions = browser.getByRole('region', { name: 'Needs a decision' });

  test('nothing: says how many tokens work, and leads to all credentials', async () => {
    fake.answer('overview.get', () => overview({ activeTokens: 2 }));
    await drawPage(fake, overviewPage);
    await expect.element(decisions).toMatchTextContent(/Nothing waits for you. 2 tokens work./);
    await expect
      .element(decisions.getByRole('link', { name: 'All credentials' }))
      .toHaveAttribute('href', '#/credentials');
  });

  test.each<[Reminder, string, string]>([
    [reminder('tokenExpires'), 'Rotate: Entra production expires in 7 days', '?dialog=rotate&id=the-id'],
    [reminder('tokenExpired', { days: -2 }), 'Rotate: Entra production expired 2 days ago', '?dialog=rotate&id=the-id'],
    [
      reminder('secretExpires', { days: 1 }),
      'Add secret: A secret of Entra production expires in 1 day',
      '?dialog=add-secret&id=the-id',
    ],
    [
      reminder('secretExpired', { days: 0 }),
      'Add secret: A secret of Entra production expired today',
      '?dialog=add-secret&id=the-id',
    ],
    [reminder('handoverReady'), 'Retire: Entra production can retire', '?dialog=revoke&id=the-id'],
    [reminder('handoverOldInUse'), 'Review: Entra production is still in use', '?q=Entra+production'],
    [
      reminder('recoveryKeyDrill', { id: null, label: '' }),
      'Try key: Try the recovery key again',
      '?section=recovery-key',
    ],
    [
      reminder('recoveryKeyMissing', { id: null, label: '' }),
      'Create key: No recovery key yet',
      '?section=recovery-key',
    ],
  ])('%j: one button leads to where it is settled', async (due, name, query) => {
    fake.answer('overview.get', () => overview({ reminders: [due] }));
    await drawPage(fake, overviewPage);
    await decisions.getByRole('button', { name }).click();
    await expect.poll(() => location.hash).toBe(`#/credentials${query}`);
  });

  test('keeps the order in which they came: most urgent first', async () => {
    fake.answer('overview.get', () =>
      overview({ reminders: [reminder('tokenExpired', { days: -1 }), reminder('handoverReady', { id: 'other' })] }),
    );
    await drawPage(fake, overviewPage);
    await expect.element(decisions.getByRole('listitem').nth(0)).toMatchTextContent(/expired 1 day ago/);
    await expect.element(decisions.getByRole('listitem').nth(1)).toMatchTextContent(/can retire/);
  });
});
