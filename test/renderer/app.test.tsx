import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { at, drawApp, emptyConsole } from './draw.tsx';
import { person, personDetail, tenant } from './fixtures.ts';

let fake: FakeConsole;
beforeEach(() => {
  at('#/overview');
  fake = emptyConsole();
});
afterEach(() => localStorage.clear());

const title = (name: string) => browser.getByRole('heading', { level: 1, name });
const nav = () => browser.getByRole('navigation', { name: 'Main' });

describe('the frame', () => {
  test('names the tenant, the server and whether updates arrive', async () => {
    await drawApp(fake);
    await expect.element(browser.getByRole('banner')).toMatchTextContent('Northwind');
    await expect.element(nav()).toMatchTextContent(':7644');
    fake.connect('lost');
    await expect.element(nav()).toMatchTextContent('Retrying');
  });

  test('shows only pages that exist, and the first one for an unknown URL', async () => {
    at('#/nowhere');
    await drawApp(fake);
    await expect.element(title('Overview')).toBeVisible();
    const names = nav()
      .getByRole('link')
      .elements()
      .map((link) => link.textContent);
    expect(names).toEqual([
      'Overview',
      'Board',
      'Groups',
      'Roles',
      'Provisioning log',
      'Connect',
      'Tunnel',
      'Credentials',
      'Settings',
    ]);
  });

  test('offers no groups where the product of the tenant has none', async () => {
    fake.answer('tenants.list', () => [{ ...tenant, profile: 'rfpio' }]);
    await drawApp(fake);
    await expect.element(nav().getByRole('link', { name: 'Board' })).toBeVisible();
    await expect.element(nav().getByRole('link', { name: 'Groups' })).not.toBeInTheDocument();
    await userEvent.keyboard('{Control>}k{/Control}');
    const palette = browser.getByRole('dialog', { name: 'Command palette' });
    await expect.element(palette.getByRole('button', { name: 'Board' })).toBeVisible();
    await expect.element(palette.getByRole('button', { name: 'Groups' })).not.toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await expect.element(palette).not.toBeInTheDocument();
  });

  test('chooses between tenants when there are several', async () => {
    fake.answer('tenants.list', () => [tenant, { ...tenant, id: 't2', name: 'Contoso' }]);
    await drawApp(fake);
    await browser.getByRole('button', { name: 'Tenant Northwind, choose another' }).click();
    await browser.getByRole('menuitem', { name: /^Contoso/ }).click();
    await expect.element(browser.getByRole('button', { name: 'Tenant Contoso, choose another' })).toBeVisible();
    await expect
      .poll(() => fake.calls.findLast(({ name }) => name === 'overview.get')?.input)
      .toEqual({ tenantId: 't2' });
  });
});

describe('without a console', () => {
  test('a tab without a session is told to open the console URL again', async () => {
    fake.fail('tenants.list', { code: 'session-ended', detail: 'no session' });
    await drawApp(fake);
    await expect.element(title('This tab is not signed in to Rollcall')).toBeVisible();
    await expect.element(browser.getByText(/#session=/)).toBeVisible();
  });

  test('a server that does not answer is asked again by one button', async () => {
    fake.fail('tenants.list', { code: 'internal', detail: 'The database is closed.' });
    await drawApp(fake);
    await expect.element(browser.getByText('The database is closed.')).toBeVisible();
    fake.answer('tenants.list', () => [tenant]);
    await browser.getByRole('button', { name: 'Try again' }).click();
    await expect.element(title('Overview')).toBeVisible();
  });
});

describe('keyboard', () => {
  test('the navigation is one tab stop, the arrows go through it, Enter goes there and the title has the focus', async () => {
    await drawApp(fake);
    await expect.element(title('Overview')).toBeVisible();
    expect(
      nav()
        .getByRole('link')
        .elements()
        .filter((link) => link.tabIndex === 0),
    ).toHaveLength(1);
    nav().getByRole('link', { name: 'Overview' }).element().focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(nav().getByRole('link', { name: 'Board' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(title('Board')).toHaveFocus();
  });

  test('F6 goes round the regions', async () => {
    await drawApp(fake);
    await expect.element(title('Overview')).toBeVisible();
    nav().getByRole('link', { name: 'Overview' }).element().focus();
    await userEvent.keyboard('{F6}');
    expect(document.querySelector('main')?.contains(document.activeElement)).toBe(true);
    await userEvent.keyboard('{Shift>}{F6}{/Shift}');
    await expect.element(nav().getByRole('link', { name: 'Overview' })).toHaveFocus();
  });

  test('/ goes to the search of the page, but is a character in a field', async () => {
    at('#/board');
    await drawApp(fake);
    await expect.element(title('Board')).toBeVisible();
    await userEvent.keyboard('/');
    await expect.element(browser.getByLabelText('Search users')).toHaveFocus();
    await userEvent.keyboard('a/b');
    await expect.element(browser.getByLabelText('Search users')).toHaveValue('a/b');
  });

  test('the skip link leads past title bar and navigation', async () => {
    at('#/board');
    await drawApp(fake);
    await expect.element(title('Board')).toBeVisible();
    browser.getByRole('link', { name: 'Skip to content' }).element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(browser.getByRole('grid', { name: 'Board' })).toHaveFocus();
  });
});

const openPalette = async (text: string): Promise<void> => {
  await drawApp(fake);
  await expect.element(title('Overview')).toBeVisible();
  await userEvent.keyboard('{Control>}k{/Control}');
  await browser.getByLabelText('Command palette').getByRole('textbox').fill(text);
};

describe('the palette', () => {
  test('goes to a page', async () => {
    await openPalette('prov');
    await userEvent.keyboard('{Enter}');
    await expect.element(title('Provisioning log')).toHaveFocus();
  });

  test('finds a person on the server and opens the profile', async () => {
    fake.answer('users.list', ({ search }) => ({
      total: 1,
      of: 1,
      rows: search === 'ada' ? [person(1, { displayName: 'Ada Lovelace' })] : [],
    }));
    fake.answer('users.get', () => personDetail(person(1, { displayName: 'Ada Lovelace' })));
    await openPalette('ada');
    await browser.getByRole('button', { name: /Ada Lovelace/ }).click();
    await expect.element(browser.getByRole('dialog').getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible();
  });

  test('opens the token dialog from any page', async () => {
    await openPalette('create tok');
    await userEvent.keyboard('{Enter}');
    await expect.element(browser.getByRole('dialog', { name: 'Create a secret token' })).toBeVisible();
  });

  test('changes the theme', async () => {
    await openPalette('theme: dark');
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => document.documentElement.dataset['theme']).toBe('dark');
  });
});

describe('settings', () => {
  test('say where the data lies and what runs', async () => {
    at('#/settings');
    await drawApp(fake);
    await expect.element(browser.getByText('/home/ada/rollcall')).toBeVisible();
    await expect.element(browser.getByText('1.9 MB')).toBeVisible();
    await expect.element(browser.getByText('http://127.0.0.1:7644')).toBeVisible();
  });

  test('the appearance is chosen and kept', async () => {
    at('#/settings');
    await drawApp(fake);
    await browser.getByText('High contrast').click();
    await expect.poll(() => document.documentElement.dataset['theme']).toBe('contrast');
    expect(localStorage.getItem('rollcall.appearance')).toBe('contrast');
  });

  test('a failure leaves the appearance to be chosen', async () => {
    fake.fail('settings.get', { code: 'internal', detail: 'No such folder.' });
    at('#/settings');
    await drawApp(fake);
    await expect.element(browser.getByRole('alert')).toMatchTextContent('No such folder.');
    await expect.element(browser.getByRole('radiogroup', { name: 'Appearance' })).toBeVisible();
  });
});
