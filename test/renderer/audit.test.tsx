// The audit log as it is read: newest first, older ones on request, verified in place.
import { beforeEach, expect, test } from 'vitest';
import { page as browser } from 'vitest/browser';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { auditFilter } from '#renderer/features/audit/audit-view.ts';
import { auditEntry } from './access-fixtures.ts';
import { at, drawApp, emptyConsole } from './draw.tsx';

let fake: FakeConsole;
const many = Array.from({ length: 150 }, (_, index) => auditEntry(150 - index));
beforeEach(() => {
  at('#/audit');
  fake = emptyConsole();
  fake.answer('audit.list', ({ search = '', beforeSeq = null, limit = 100 }) => {
    const matching = many.filter(({ target }) => target?.includes(search));
    const entries = matching.filter(({ seq }) => beforeSeq === null || seq < beforeSeq).slice(0, limit);
    return { total: matching.length, entries };
  });
});
const rows = () => browser.getByRole('row');
const button = (name: string) => browser.getByRole('button', { name });

test('shows the newest hundred and the older ones on request', async () => {
  await drawApp(fake);
  await expect.element(browser.getByText('150 entries')).toBeVisible();
  expect(rows().elements()).toHaveLength(101);
  await button('Show older entries').click();
  await expect.poll(() => rows().elements()).toHaveLength(151);
  await expect.element(button('Show older entries')).not.toBeInTheDocument();
});

test('an entry opens with what was before and after', async () => {
  fake.answer('audit.list', () => ({
    total: 1,
    entries: [auditEntry(1, { action: 'roles.set', before: { name: 'Guest' }, after: { name: 'Visitor' } })],
  }));
  await drawApp(fake);
  await button('Changed a role').click();
  const dialog = browser.getByRole('dialog');
  await expect.element(dialog.getByText('Guest')).toBeVisible();
  await expect.element(dialog.getByText('Visitor')).toBeVisible();
  await expect.element(dialog.getByText(/Local admin/)).toBeVisible();
});

test('an action without words of its own is shown by its name', async () => {
  fake.answer('audit.list', () => ({ total: 1, entries: [auditEntry(1, { action: 'future.thing' })] }));
  await drawApp(fake);
  await expect.element(button('future.thing')).toBeVisible();
});

test('verifying says that it is intact, or which entry is not', async () => {
  fake.answer('audit.verify', () => ({ intact: true, entries: 150, head: 'cd'.repeat(32), fault: null }));
  await drawApp(fake);
  await button('Verify the chain').click();
  await expect.element(browser.getByText(/^Intact: 150 entries/)).toBeVisible();
  await button('Done').click();
  const fault = { seq: 7, kind: 'edited', detail: 'Its hash does not fit its content.' } as const;
  fake.answer('audit.verify', () => ({ intact: false, entries: 150, head: 'cd'.repeat(32), fault }));
  await button('Verify the chain').click();
  await expect.element(browser.getByRole('alert')).toMatchTextContent('Entry 7 was edited.');
});

test('filters stand in the URL, and an empty result offers to clear them', async () => {
  await drawApp(fake);
  await browser.getByLabelText('Search the audit log').fill('nothing like it');
  await expect.element(browser.getByText('No entry matches these filters')).toBeVisible();
  expect(window.location.hash).toContain('q=nothing');
  await button('Clear filters').click();
  await expect.element(browser.getByText('150 entries')).toBeVisible();
});

test('a link with a longer search than the console API takes is cut, not refused', () => {
  expect(auditFilter(new URLSearchParams({ q: 'x'.repeat(300) })).search).toBe('x'.repeat(200));
});

test('a new entry appears by itself', async () => {
  await drawApp(fake);
  await expect.element(browser.getByText('150 entries')).toBeVisible();
  fake.answer('audit.list', () => ({ total: 151, entries: [auditEntry(151, { target: 'The newest one' })] }));
  fake.push('audit.appended', { entries: [auditEntry(151)] });
  await expect.element(browser.getByText('The newest one')).toBeVisible();
});
