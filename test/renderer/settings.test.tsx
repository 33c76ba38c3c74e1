import { beforeEach, describe, expect, test } from 'vitest';
import { page as browser } from 'vitest/browser';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { at, drawApp, emptyConsole } from './draw.tsx';
import { tenant } from './fixtures.ts';

let fake: FakeConsole;
const panel = () => browser.getByRole('region', { name: 'Compatibility' });
const choice = (name: string) => panel().getByRole('radio', { name });
const dialog = () => browser.getByRole('dialog');
const asked = () => fake.calls.filter(({ name }) => name === 'tenants.set').map(({ input }) => input);

beforeEach(() => {
  at('#/settings');
  fake = emptyConsole();
  fake.answer('tenants.set', ({ compatibility = 'lenient' }) => {
    const changed = { ...tenant, compatibility };
    fake.push('tenants.changed', { tenant: changed });
    return changed;
  });
});

describe('compatibility', () => {
  test('strict asks first and names what real providers send that would be refused', async () => {
    await drawApp(fake);
    await expect.element(choice('Lenient')).toBeChecked();
    await panel().getByText('Strict', { exact: true }).first().click();
    await expect.element(dialog().getByText('"active": "False"')).toBeVisible();
    await expect.element(dialog().getByText(/Northwind refuses what real providers send/)).toBeVisible();
    expect(asked()).toEqual([]);
    await dialog().getByRole('button', { name: 'Switch to strict' }).click();
    await expect.element(dialog()).not.toBeInTheDocument();
    await expect.element(choice('Strict')).toBeChecked();
    await expect.element(browser.getByText('Northwind is now strict')).toBeVisible();
    expect(asked()).toEqual([{ tenantId: tenant.id, compatibility: 'strict' }]);
  });

  test('stays as it is when the question is left', async () => {
    await drawApp(fake);
    await panel().getByText('Strict', { exact: true }).first().click();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await expect.element(choice('Lenient')).toBeChecked();
    expect(asked()).toEqual([]);
  });

  test('lenient is taken at once', async () => {
    fake.answer('tenants.list', () => [{ ...tenant, compatibility: 'strict' }]);
    await drawApp(fake);
    await panel().getByText('Lenient', { exact: true }).first().click();
    await expect.element(choice('Lenient')).toBeChecked();
    await expect.poll(asked).toEqual([{ tenantId: tenant.id, compatibility: 'lenient' }]);
  });

  test('follows what another console chose', async () => {
    await drawApp(fake);
    await expect.element(choice('Lenient')).toBeChecked();
    fake.push('tenants.changed', { tenant: { ...tenant, compatibility: 'strict' } });
    await expect.element(choice('Strict')).toBeChecked();
  });

  test('a failure is told where it was asked', async () => {
    fake.fail('tenants.set', { code: 'internal', detail: 'The tenant could not be written.' });
    await drawApp(fake);
    await panel().getByText('Strict', { exact: true }).first().click();
    await dialog().getByRole('button', { name: 'Switch to strict' }).click();
    await expect.element(dialog().getByRole('alert')).toMatchTextContent('The tenant could not be written.');
    await expect.element(choice('Lenient')).toBeChecked();
  });
});

test('leads to the schemas, which belong to it in the navigation', async () => {
  await drawApp(fake);
  await browser.getByRole('link', { name: 'Show schemas' }).click();
  await expect.element(browser.getByRole('heading', { level: 1, name: 'Schemas' })).toHaveFocus();
  await expect.poll(() => document.querySelector('.nav [aria-current="page"]')?.textContent).toBe('Settings');
});
