// The real ngrok SDK against an ingress that nobody serves, and the meaning of the service's refusals.
import { expect, test } from 'vitest';
import { ngrokError } from '#main/adapters/tunnel/ngrok/errors.ts';
import { createNgrok } from '#main/adapters/tunnel/ngrok/ngrok.ts';
import type { TunnelConfigOf } from '#shared/console-api/tunnel-config.ts';
import { freePort } from '../free-port.ts';
import { hear, targetAt } from './heard.ts';

const authtoken = '2aBcDeFgHiJkLmNoPqRsTuVwXyZ_5secret';
const config: TunnelConfigOf<'ngrok'> = { provider: 'ngrok', authtoken, domain: null };

test('without an authtoken the start is refused before anything connects', async () => {
  const { authtoken: _authtoken, ...bare } = config;
  const ngrok = createNgrok();
  expect(await ngrok.preflight(bare)).toMatchObject([{ code: 'AUTH', retryable: false }]);
  expect(await ngrok.preflight(config)).toEqual([]);
  const starting = ngrok.start(targetAt(7_644), bare, hear().listener, new AbortController().signal);
  await expect(starting).rejects.toMatchObject({ error: { code: 'AUTH' } });
});

test('an ingress that cannot be reached is OFFLINE, and nothing was said of a link', async () => {
  const ngrok = createNgrok({ serverAddress: `127.0.0.1:${await freePort()}` });
  const { listener, said, log } = hear();
  const starting = ngrok.start(targetAt(7_644), config, listener, new AbortController().signal);
  await expect(starting).rejects.toMatchObject({ error: { code: 'OFFLINE', retryable: true } });
  expect(said.filter((one) => !('log' in one))).toEqual([]);
  expect(log()).not.toContain(authtoken);
});

test('an abort is not reported as a failure of ngrok', async () => {
  const ngrok = createNgrok({ serverAddress: `127.0.0.1:${await freePort()}` });
  const abort = new AbortController();
  const starting = ngrok.start(targetAt(7_644), config, hear().listener, abort.signal);
  abort.abort();
  await expect(starting).rejects.toMatchObject({ name: 'AbortError' });
});

test.each([
  ['ERR_NGROK_105', 'AUTH', false],
  ['ERR_NGROK_106', 'AUTH', false],
  ['ERR_NGROK_107', 'AUTH', false],
  ['ERR_NGROK_300', 'AUTH', false],
  ['ERR_NGROK_4018', 'AUTH', false],
  ['ERR_NGROK_108', 'RATE_LIMITED', true],
  ['ERR_NGROK_120', 'SERVICE', false],
  ['ERR_NGROK_334', 'PORT_REFUSED', true],
  ['ERR_NGROK_727', 'RATE_LIMITED', true],
  ['ERR_NGROK_9040', 'SERVICE', false],
  ['ERR_NGROK_31337', 'SERVICE', true],
])('%s means %s', (errorCode, code, retryable) => {
  const error = ngrokError(Object.assign(new Error('refused'), { code: 'GenericFailure', errorCode }), authtoken);
  expect(error).toMatchObject({ code, retryable });
  expect(error.message).toContain(errorCode);
  expect(error.action).not.toBe('');
});

test('the code is found in the text when the SDK gives none of its own', () => {
  const fault = new Error('failed to start session\r\n\r\nERR_NGROK_107\r\n');
  expect(ngrokError(fault, authtoken)).toMatchObject({ code: 'AUTH' });
});

test("the authtoken that the service's text quotes is not passed on", () => {
  const fault = new Error(
    `The authtoken you specified is properly formed, but it is invalid.\r\nYour authtoken: ${authtoken}`,
  );
  const error = ngrokError(Object.assign(fault, { errorCode: 'ERR_NGROK_107' }), authtoken);
  expect(JSON.stringify(error)).not.toContain(authtoken);
  expect(error.message).toContain('Your authtoken: •••');
});
