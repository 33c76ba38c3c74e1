// The desktop shell's measures against a page that turned hostile: each is tried from the page, or from main as Electron
// would call it.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConsoleBridge } from '#shared/console-api/bridge.ts';
import { consoleContract } from '#shared/console-api/index.ts';
import { contentSecurityPolicy } from '#main/hosts/content-security-policy.ts';
import { userSchema } from '#shared/scim/urn.ts';
import { startOidcIssuer, TestBrowser } from '../oidc-issuer.ts';
import { expect, test } from './host.ts';

test.skip(({ host }) => host === 'serve', 'the desktop shell only');

/** What the preload gives the page, seen from the page. */
interface Page {
  readonly rollcall: {
    call(name: unknown, input: unknown): Promise<{ ok: boolean; error?: { code: string } }>;
    listen(listener: (event: { name: string }) => void): () => void;
  };
}

test('the page has the bridge with its two functions, frozen, and nothing of Node or Electron', async ({ page }) => {
  const seen = await page.evaluate(() => {
    const { rollcall } = window as unknown as Page;
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'];
    return {
      bridge: Object.keys(rollcall).toSorted(),
      frozen: Object.isFrozen(rollcall),
      leaked: names.filter((name) => name in window),
    };
  });
  expect(seen).toEqual({ bridge: ['call', 'listen'], frozen: true, leaked: [] });
});

test('arguments are validated in main, whatever the page sends', async ({ page }) => {
  const codes = await page.evaluate(async () => {
    const { rollcall } = window as unknown as Page;
    const calls: [unknown, unknown][] = [
      ['tenants.drop', {}],
      ['__proto__', {}],
      [{ toString: 'x' }, {}],
      ['users.list', { tenantId: 7 }],
      ['users.list', null],
    ];
    const answers = await Promise.all(calls.map(([name, input]) => rollcall.call(name, input)));
    return answers.map(({ error }) => error?.code);
  });
  expect(codes).toEqual(['unknown-method', 'unknown-method', 'unknown-method', 'invalid-input', 'invalid-input']);
});

test('only the main frame of the console may call; any other sender is refused every method', async ({ app, scim }) => {
  const senders = [
    { url: 'https://evil.test/', parent: null },
    { url: 'app://rollcall.evil.test/', parent: null },
    { url: 'app://evil/', parent: null },
    { url: 'file:///etc/passwd', parent: null },
    { url: 'about:blank', parent: null },
    { url: 'app://rollcall/', parent: { url: 'app://rollcall/' } },
    null,
  ];
  const names = Object.keys(consoleContract);
  const answers = await app.evaluate(
    ({ ipcMain }, { frames, methods, tenantId }) => {
      type Handler = (event: object, name: string, input: object) => Promise<unknown>;
      // Electron keeps the handlers there; no public call would let a test choose the sender.
      const handlers = (ipcMain as unknown as Record<string, Map<string, Handler>>)['_invokeHandlers'];
      const handler = handlers?.get('console');
      if (handler === undefined) throw new Error('the shell handles no console calls');
      return Promise.all(
        frames.flatMap((senderFrame) => methods.map((name) => handler({ senderFrame }, name, { tenantId }))),
      );
    },
    { frames: senders, methods: names, tenantId: scim.tenantId },
  );
  expect(answers).toHaveLength(senders.length * names.length);
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
});

test('window.open opens nothing, and only the two documentation sites reach the system browser', async ({
  app,
  page,
}) => {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = (url: string) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  await page.evaluate(() => {
    const urls = [
      'https://evil.test/',
      'http://learn.microsoft.com/',
      'https://learn.microsoft.com.evil.test/',
      'file:///etc/passwd',
      'https://learn.microsoft.com/entra/',
    ];
    for (const url of urls) window.open(url);
    const link = document.createElement('a');
    Object.assign(link, { href: 'https://entra.microsoft.com/', target: '_blank', rel: 'noreferrer' });
    document.body.append(link);
    link.click();
  });
  const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  await expect.poll(opened).toEqual(['https://learn.microsoft.com/entra/', 'https://entra.microsoft.com/']);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('the window cannot be navigated away from the console', async ({ app, page }) => {
  const address = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
  const before = await address();
  expect(before).toMatch(/^app:\/\/rollcall\//);
  await page.evaluate(() => {
    location.href = 'https://evil.test/';
  });
  await page.waitForTimeout(300); // a navigation that was not stopped would have begun by now
  expect(await address()).toBe(before);
});

test('no permission is granted but writing to the clipboard, and that to the console alone', async ({ app, host }) => {
  test.skip(host !== 'standin', 'Electron keeps its permission handlers to itself');
  const granted = await app.evaluate(({ session, BrowserWindow }) => {
    type Check = (contents: object | null, permission: string, origin: string, details: object) => boolean;
    const check = (session.defaultSession as unknown as { standinCheck: Check }).standinCheck;
    const console = BrowserWindow.getAllWindows()[0]?.webContents ?? null;
    const names = [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'clipboard-sanitized-write',
    ];
    return {
      console: names.filter((name) => check(console, name, '', {})),
      other: names.filter((name) => check({ getURL: () => 'https://evil.test/' }, name, '', {})),
      none: names.filter((name) => check(null, name, '', {})),
    };
  });
  expect(granted).toEqual({ console: ['clipboard-sanitized-write'], other: [], none: [] });
});

test('app:// serves the console with its policy, and no file beside it', async ({ page }) => {
  const answers = await page.evaluate(async () => {
    const paths = ['/', '/../package.json', '/..%2f..%2fpackage.json', '/%2e%2e/preload/index.cjs', '/nothing.js'];
    const responses = await Promise.all(paths.map((path) => fetch(path)));
    return responses.map(({ status, headers }) => ({ status, policy: headers.get('content-security-policy') }));
  });
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 404, 404]);
  for (const { policy } of answers) expect(policy).toBe(contentSecurityPolicy);
});

test('inline scripts and foreign requests are blocked by the policy', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    return {
      injected: 'injected' in window,
      fetched: await fetch('https://evil.test/').then(
        () => 'sent',
        () => 'blocked',
      ),
    };
  });
  expect(outcome).toEqual({ injected: false, fetched: 'blocked' });
});

test('the desktop has no console port: settings name the SCIM listener alone', async ({ scim }) => {
  const settings = await scim.call('settings.get', {});
  expect(settings).toMatchObject({ host: 'electron', consoleUrl: null, scimUrl: new URL(scim.tenantUrl).origin });
});

test('what is provisioned over HTTP is pushed to the page', async ({ page, scim }) => {
  await page.evaluate(() => {
    const names: string[] = [];
    Object.assign(window, { heard: names });
    (window as unknown as Page).rollcall.listen(({ name }) => names.push(name));
  });
  const answer = await fetch(`${scim.tenantUrl}/Users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await scim.createToken()}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify({ schemas: [userSchema], userName: 'ada@contoso.test' }),
  });
  expect(answer.status).toBe(201);
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await expect.poll(heard).toEqual(expect.arrayContaining(['users.changed', 'provisioningLog.appended']));
});

test('the window is sandboxed, isolated and not smaller than the console needs', async ({ app, host }) => {
  const window = await app.evaluate(({ BrowserWindow }) => {
    const [first] = BrowserWindow.getAllWindows();
    return { minimum: first?.getMinimumSize(), visible: first?.isVisible(), title: first?.getTitle() };
  });
  expect(window).toMatchObject({ minimum: [1024, 700], visible: true });
  test.skip(host !== 'standin', 'Electron tells a window no preferences');
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      standinOptions: { webPreferences: object };
    };
    return contents.standinOptions.webPreferences;
  });
  expect(preferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
  });
});

test('a second instance shows the window of the first and leaves', async ({ app }) => {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  await app.evaluate(({ app: electron }) => void (electron as unknown as NodeJS.EventEmitter).emit('second-instance'));
  const minimized = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized());
  await expect.poll(minimized).toBe(false);
});

test('quitting closes the listener and the database', async ({ app, scim }) => {
  const { dataFolder } = await scim.call('settings.get', {});
  expect((await stat(join(dataFolder, 'rollcall.pid'))).isFile()).toBe(true);
  const closed = app.waitForEvent('close');
  await app.evaluate(({ app: electron }) => setTimeout(() => electron.quit(), 10));
  await closed;
  await expect(fetch(scim.tenantUrl)).rejects.toThrow();
  await expect(stat(join(dataFolder, 'rollcall.pid'))).rejects.toThrow('ENOENT');
});

test('the menu opens the data folder and the documentation', async ({ app, scim }) => {
  await app.evaluate(({ shell }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    shell.openPath = (path: string) => Promise.resolve(String(asked.push(path)));
    shell.openExternal = (url: string) => Promise.resolve(void asked.push(url));
  });
  await app.evaluate(({ Menu }) => {
    for (const id of ['open-data-folder', 'entra-docs']) Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
  });
  const { dataFolder } = await scim.call('settings.get', {});
  const asked = await app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
  expect(asked).toEqual([dataFolder, expect.stringMatching(/^https:\/\/learn\.microsoft\.com\//)]);
});

test('a sign-in opens exactly the page of its identity provider, and sleep ends every sign-in', async ({
  app,
  page,
  scim,
  host,
}) => {
  await using issuer = await startOidcIssuer([{ id: 'ada', name: 'Ada Admin' }]);
  await scim.call('sso.save', {
    provider: { kind: 'oidc', issuer: issuer.issuer, clientId: issuer.clientId },
    directoryTenantId: scim.tenantId,
  });
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = (url: string) => Promise.resolve(void opened.push(url));
  });
  const { attemptId, authorizationUrl } = await scim.call('sso.beginTest', {});
  await page.evaluate(
    (urls) => {
      for (const url of urls) window.open(url);
    },
    [issuer.issuer, `${authorizationUrl}&x=1`, authorizationUrl],
  );
  const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  await expect.poll(opened).toEqual([authorizationUrl]);

  await new TestBrowser().signIn(authorizationUrl);
  await scim.call('sso.finishTest', { attemptId });
  const { signIn } = await scim.call('sso.enforce', {});
  const codeOf = (secret: string | null) =>
    page.evaluate(
      (sent) => (window as unknown as { rollcall: ConsoleBridge }).rollcall.call('tenants.list', {}, sent),
      secret,
    );
  expect(await codeOf(null)).toMatchObject({ ok: false, error: { code: 'sign-in-required' } });
  expect(await codeOf(signIn)).toMatchObject({ ok: true });
  test.skip(host !== 'standin', 'only the stand-in can be put to sleep');
  await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  await expect.poll(() => codeOf(signIn)).toMatchObject({ ok: false, error: { code: 'sign-in-required' } });
});

test('what expires soon is a notification of the desktop, once', async ({ app, scim, host }) => {
  test.skip(host !== 'standin', 'only the stand-in keeps what it has shown');
  const expiresAt = new Date(Date.now() + 20 * 3_600_000).toISOString();
  await scim.call('tokens.create', { tenantId: scim.tenantId, label: 'Entra', expiresAt });
  // The program looks once a minute, and whenever the machine wakes up.
  const shownOnWaking = (): Promise<readonly { title: string; body: string }[]> =>
    app.evaluate(({ powerMonitor, Notification }) => {
      powerMonitor.emit('resume');
      const { standinShown } = Notification as unknown as { standinShown: readonly Electron.Notification[] };
      return standinShown.map(({ title, body }) => ({ title, body }));
    });
  const expected = { title: 'Default', body: 'Entra expires in 1 day. Syncing stops then.' };
  await expect.poll(shownOnWaking).toEqual([expected]);
  await scim.call('tokens.create', { tenantId: scim.tenantId, label: 'Okta', expiresAt });
  await expect
    .poll(shownOnWaking)
    .toEqual([expected, { ...expected, body: 'Okta expires in 1 day. Syncing stops then.' }]);
});
