import { beforeEach, describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { ProvisioningLogPage } from '#renderer/features/provisioning-log/ProvisioningLogPage.tsx';
import type { FakeConsole } from '#renderer/console-client/fake-client.ts';
import { parseHash } from '#renderer/ui/hash-route.ts';
import type { AuthenticationCheck, LogRow } from '#shared/console-api/provisioning-log.ts';
import { at, drawPage, emptyConsole } from './draw.tsx';
import { entries, entry, entryDetail, tenant } from './fixtures.ts';

let fake: FakeConsole;
const grid = () => browser.getByRole('grid', { name: 'Provisioning log' });
const row = (name: string) => grid().getByRole('row', { name: new RegExp(name) });
const detail = () => browser.getByRole('complementary', { name: 'Entry' });
const param = (name: string) => parseHash(location.hash).params.get(name);

function holds(all: readonly LogRow[]): void {
  fake.answer('provisioningLog.list', ({ beforeSeq, limit = 200, result, noted = false }) => {
    const matching = all.filter(
      ({ status, noteCount }) => (result !== 'failed' || status >= 400) && (!noted || noteCount > 0),
    );
    const before = matching.filter(({ seq }) => seq < (beforeSeq ?? Infinity));
    return { total: matching.length, entries: before.slice(-limit) };
  });
  fake.answer('provisioningLog.get', ({ seq }) => entryDetail(all.find((one) => one.seq === seq) ?? entry(seq)));
}
const append = (...rows: LogRow[]): void =>
  fake.push('provisioningLog.appended', { tenantId: tenant.id, entries: rows });

beforeEach(() => {
  at('#/provisioning-log');
  fake = emptyConsole();
});

describe('states', () => {
  test('no request yet', async () => {
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(browser.getByRole('heading', { name: 'No request yet' })).toBeVisible();
  });

  test('nothing matches: one button clears the filters', async () => {
    holds(entries(1, 3));
    at('#/provisioning-log?result=failed');
    await drawPage(fake, <ProvisioningLogPage />);
    await browser.getByRole('button', { name: 'Clear filters' }).click();
    await expect.element(row('Person 3')).toBeVisible();
  });

  test('a failure is told in place and tried again', async () => {
    fake.fail('provisioningLog.list', { code: 'internal', detail: 'The log could not be read.' });
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(browser.getByRole('alert')).toMatchTextContent('The log could not be read.');
    holds(entries(1, 3));
    await browser.getByRole('button', { name: 'Try again' }).click();
    await expect.element(row('Person 3')).toBeVisible();
  });
});

describe('the live tail', () => {
  test('shows the newest at the end and follows', async () => {
    holds(entries(1, 150));
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(row('Person 150')).toBeVisible();
    append(entry(151));
    await expect.element(row('Person 151')).toBeVisible();
    await expect.element(browser.getByText('151 of 151 entries')).toBeVisible();
  });

  test('stops when the reader scrolls up, counts what comes, and goes on at the end', async () => {
    holds(entries(1, 150));
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(row('Person 150')).toBeVisible();
    const list = document.querySelector('[data-grid]');
    list?.scrollBy({ top: -600 });
    await expect.element(browser.getByText('Paused', { exact: true })).toBeVisible();
    append(entry(151), entry(152));
    await expect.element(browser.getByText('Paused, 2 new')).toBeVisible();
    await expect.element(row('Person 152')).not.toBeInTheDocument();
    list?.scrollTo({ top: list.scrollHeight });
    await expect.element(row('Person 152')).toBeVisible();
    await expect.element(browser.getByText('Live', { exact: true })).toBeVisible();
  });

  test('stays paused at the end when it was paused by button, until resumed by it', async () => {
    holds(entries(1, 150));
    await drawPage(fake, <ProvisioningLogPage />);
    await browser.getByRole('button', { name: 'Pause' }).click();
    append(entry(151));
    await expect.element(browser.getByText('Paused, 1 new')).toBeVisible();
    await browser.getByRole('button', { name: 'Resume' }).click();
    await expect.element(row('Person 151')).toBeVisible();
  });

  test('loads older entries while the reader goes up, and what is read stays in place', async () => {
    holds(entries(1, 600));
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(row('Person 600')).toBeVisible();
    const list = document.querySelector('[data-grid]');
    list?.scrollTo({ top: 300 });
    await expect.element(browser.getByText(/400 of 600 entries/)).toBeVisible();
    await expect.element(row('Person 411')).toBeVisible();
    await expect.poll(() => list?.scrollTop).toBeGreaterThan(200 * 30);
  });

  test('shows only what the filter lets through', async () => {
    holds(entries(1, 3));
    at('#/provisioning-log?method=PATCH');
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(row('Person 3')).toBeVisible();
    append(entry(4, { method: 'GET' }), entry(5));
    await expect.element(row('Person 5')).toBeVisible();
    await expect.element(row('Person 4')).not.toBeInTheDocument();
  });

  test('refusals are amber, failures of Rollcall red, and a client that left is told', async () => {
    holds([
      entry(1),
      entry(2, { status: 409, detail: 'userName is taken.' }),
      entry(3, { status: 500 }),
      entry(4, { status: 0, aborted: true }),
    ]);
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(row('Refused Person 2: userName is taken.')).toHaveClass('log-refused');
    await expect.element(row('Failed for Person 3')).toHaveClass('log-failed');
    await expect.element(row('Client left before the answer: Person 4')).toHaveClass('log-refused');
    await expect.element(row('Updated Person 1')).toHaveClass('log-fine');
  });
});

describe('an entry', () => {
  test('is opened by Enter; its sentence, change and bodies are shown', async () => {
    holds(entries(1, 3));
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(row('Person 3')).toBeVisible();
    grid().element().focus();
    await userEvent.keyboard('{End}{Enter}');
    await expect.element(detail().getByRole('heading', { name: 'Updated Person 3' })).toBeVisible();
    await expect.element(detail().getByRole('row', { name: 'title Counsel Team Lead' })).toBeVisible();
    await expect.element(detail().getByRole('button', { name: 'Copy Request body' })).toBeVisible();
    expect(param('entry')).toBe('3');
  });

  test('arrows go on to the next entry while it is open', async () => {
    holds(entries(1, 3));
    at('#/provisioning-log?entry=1');
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(detail().getByRole('heading', { name: 'Updated Person 1' })).toBeVisible();
    grid().element().focus();
    await userEvent.keyboard('{Home}{ArrowDown}');
    await expect.element(detail().getByRole('heading', { name: 'Updated Person 2' })).toBeVisible();
  });

  test('that was refused says why, once', async () => {
    const refused = entry(7, {
      status: 409,
      detail: 'userName "ada" belongs to somebody else.',
      changedAttributes: [],
    });
    holds([refused]);
    fake.answer('provisioningLog.get', () => entryDetail(refused, { scimType: 'uniqueness', modifiedProperties: [] }));
    at('#/provisioning-log?entry=7');
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(detail().getByText('uniqueness')).toBeVisible();
    await expect.element(detail().getByText('userName "ada" belongs to somebody else.')).toBeVisible();
    await expect.element(detail().getByText('None. The request was refused.')).toBeVisible();
  });

  test('a body of which only the beginning was kept says so', async () => {
    holds(entries(1, 1));
    fake.answer('provisioningLog.get', () =>
      entryDetail(entry(1), { responseBody: '{"Res', responseBytes: 2_097_152 }),
    );
    at('#/provisioning-log?entry=1');
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(detail().getByText(/the whole body had 2 MB/)).toBeVisible();
  });

  test('Esc closes it and the focus is back in the list', async () => {
    holds(entries(1, 3));
    at('#/provisioning-log?entry=2');
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(detail().getByRole('heading', { name: 'Updated Person 2' })).toBeVisible();
    grid().element().focus();
    await userEvent.keyboard('{Escape}');
    await expect.element(detail()).not.toBeInTheDocument();
    await expect.element(grid()).toHaveFocus();
  });
});

describe('notes', () => {
  const note = 'active: boolean sent as text "False", read as false';

  test('a row says how many there are; one without any says nothing', async () => {
    holds([entry(1), entry(2, { noteCount: 1 }), entry(3, { noteCount: 12 })]);
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(row('Person 2 1 note ')).toBeVisible();
    await expect.element(row('Person 3 12 notes ')).toBeVisible();
    await expect.element(row('Person 1 title')).toBeVisible();
  });

  test('each one is told on its entry', async () => {
    holds([entry(2, { noteCount: 2 })]);
    const notes = [note, 'op: "Replace" read as "replace"'];
    fake.answer('provisioningLog.get', () => entryDetail(entry(2, { noteCount: 2 }), { notes }));
    at('#/provisioning-log?entry=2');
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(detail().getByRole('heading', { name: '2 notes' })).toBeVisible();
    const told = detail().getByRole('listitem');
    await expect.element(told.nth(0)).toMatchTextContent(note);
    await expect.element(told.nth(1)).toMatchTextContent('op: "Replace" read as "replace"');
  });

  test('only requests with notes, by a filter that holds for pushed rows too', async () => {
    holds([entry(1), entry(2, { noteCount: 1 })]);
    await drawPage(fake, <ProvisioningLogPage />);
    await browser.getByRole('button', { name: 'With notes' }).click();
    await expect.element(browser.getByRole('button', { name: 'With notes' })).toHaveAttribute('aria-pressed', 'true');
    await expect.element(row('Person 1')).not.toBeInTheDocument();
    append(entry(3), entry(4, { noteCount: 1 }));
    await expect.element(row('Person 4')).toBeVisible();
    await expect.element(row('Person 3')).not.toBeInTheDocument();
    expect(param('notes')).toBe('1');
  });
});

describe('a change made here', () => {
  const here = { source: 'console', method: '', path: '' } as const;

  test('is told as one: no request, no result, no duration', async () => {
    holds([entry(1), entry(2, here)]);
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(row('Person 2').getByText('Changed here', { exact: true })).toBeVisible();
    await expect.element(row('Person 2')).not.toMatchTextContent(/200|PATCH|ms/);
    await expect.element(row('Person 1')).toMatchTextContent(/200/);
  });

  test('has no caller in its details', async () => {
    const changed = entry(2, here);
    const modifiedProperties = [{ displayName: 'role', oldValue: 'Member', newValue: 'Admin' }];
    holds([changed]);
    fake.answer('provisioningLog.get', () =>
      entryDetail(changed, { tokenLabel: null, clientAddress: '', requestBody: null, modifiedProperties }),
    );
    at('#/provisioning-log?entry=2');
    await drawPage(fake, <ProvisioningLogPage />);
    await expect.element(detail().getByText(/^Changed here at/)).toBeVisible();
    await expect.element(detail().getByText('Admin', { exact: true })).toBeVisible();
    await expect.element(detail().getByRole('heading', { name: 'Caller' })).not.toBeInTheDocument();
    await expect.element(detail().getByText('No valid token')).not.toBeInTheDocument();
  });
});

const check = (name: AuthenticationCheck['check'], facts: Partial<AuthenticationCheck> = {}): AuthenticationCheck => ({
  check: name,
  passed: true,
  expected: `what ${name} expects`,
  received: `what ${name} got`,
  action: null,
  ...facts,
});
const failed = (name: AuthenticationCheck['check']) => check(name, { passed: false, action: 'Do this about it.' });

async function drawRefused(authentication: readonly AuthenticationCheck[] | null, status = 401): Promise<void> {
  const refused = entry(1, { status, provisioningAction: 'none', targetName: null, detail: 'Not accepted.' });
  holds([refused]);
  fake.answer('provisioningLog.get', () =>
    entryDetail(refused, {
      tokenLabel: null,
      modifiedProperties: [],
      authentication: authentication === null ? null : [...authentication],
    }),
  );
  at('#/provisioning-log?entry=1');
  await drawPage(fake, <ProvisioningLogPage />);
  await expect.element(detail().getByRole('heading', { name: 'Modified properties' })).toBeVisible();
}

describe('a request that was refused for its credentials', () => {
  test('lists the checks in the order they were made, with what was expected and received', async () => {
    await drawRefused([check('header'), check('form'), failed('known')]);
    const checks = detail().getByRole('list').getByRole('listitem');
    await expect.element(checks.nth(0)).toMatchTextContent('Authorization header: Passedwhat header got');
    await expect.element(checks.nth(1)).toMatchTextContent('Form of the token: Passedwhat form got');
    await expect
      .element(checks.nth(2))
      .toMatchTextContent(/Known here: FailedExpectedwhat known expectsReceivedwhat known gotDo this about it\./);
    await expect.element(detail()).toMatchTextContent(/every 401 looks the same/);
  });

  test.each([
    ['header', 'Create token', '#/credentials?dialog=create-token'],
    ['form', 'Create token', '#/credentials?dialog=create-token'],
    ['known', 'Create token', '#/credentials?dialog=create-token'],
    ['tenant', 'Create token', '#/credentials?dialog=create-token'],
    ['revoked', 'Create token', '#/credentials?dialog=create-token'],
    ['expired', 'Open Credentials', '#/credentials'],
    ['network', 'Open Credentials', '#/credentials'],
    ['scope', 'Open Credentials', '#/credentials'],
    ['client', 'Create OAuth client', '#/credentials?dialog=create-client'],
    ['clientSecret', 'Open Credentials', '#/credentials?kind=client'],
    ['subject', 'Open Credentials', '#/credentials?kind=client'],
    ['issuer', 'Change what is taken', '#/credentials?dialog=provider-tokens'],
    ['audience', 'Change what is taken', '#/credentials?dialog=provider-tokens'],
    ['enabled', 'Change what is taken', '#/credentials?dialog=provider-tokens'],
  ] as const)('%s leads to where it is settled: %s', async (name, text, href) => {
    await drawRefused([failed(name)]);
    await expect.element(detail().getByRole('link', { name: text })).toHaveAttribute('href', href);
  });

  test.each([
    ['network', 'editToken', 'Edit this token', 'dialog=edit&id=7'],
    ['scope', 'editToken', 'Edit this token', 'dialog=edit&id=7'],
    ['expired', 'rotateToken', 'Rotate this token', 'dialog=rotate&id=7'],
    ['expired', 'showConnection', 'Show what to paste', 'dialog=connection&id=7'],
    ['audience', 'editClient', 'Edit this client', 'dialog=edit-client&id=7'],
    ['clientSecret', 'addSecret', 'Add a secret to this client', 'dialog=add-secret&id=7'],
  ] as const)('%s of a credential that is known leads to %s of that one', async (name, step, text, params) => {
    await drawRefused([check(name, { passed: false, action: 'Do this.', settledBy: { step, id: '7' } })]);
    const link = detail().getByRole('link', { name: text });
    await expect.element(link).toHaveAttribute('href', `#/credentials?${params}`);
  });

  test.each(['signature', 'lifetime', 'keys'] as const)('%s is settled elsewhere', async (name) => {
    await drawRefused([failed(name)]);
    await expect.element(detail().getByText('Do this about it.')).toBeVisible();
    await expect.element(detail().getByRole('list').getByRole('link')).not.toBeInTheDocument();
  });

  test('that was answered otherwise than 401 does not say that all answers are the same', async () => {
    await drawRefused([check('known'), failed('scope')], 403);
    await expect.element(detail()).toMatchTextContent(/The caller was told the result, not the checks/);
    await expect.element(detail()).not.toMatchTextContent(/looks the same/);
  });

  test('of any other refusal there are no checks', async () => {
    await drawRefused(null, 409);
    await expect.element(detail().getByRole('heading', { name: 'Why was this refused' })).not.toBeInTheDocument();
  });
});

test('filters are in the URL and asked of the server', async () => {
  holds(entries(1, 3));
  await drawPage(fake, <ProvisioningLogPage />);
  await expect.element(row('Person 3')).toBeVisible();
  await browser.getByLabelText('Search the log').fill('title');
  await browser.getByText('Failed', { exact: true }).click();
  await expect
    .poll(() => fake.calls.findLast(({ name }) => name === 'provisioningLog.list')?.input)
    .toMatchObject({
      search: 'title',
      result: 'failed',
    });
  expect([param('q'), param('result')]).toEqual(['title', 'failed']);
});
