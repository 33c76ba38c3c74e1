import { describe, expect, test } from 'vitest';
import { createSshTunnel } from '#main/adapters/tunnel/ssh/ssh-tunnel.ts';
import { createUserKey } from '#main/adapters/tunnel/ssh/user-key.ts';
import { startSession, targetOf } from './session.ts';

describe('an SSH session that cannot be started', () => {
  const whole = {
    provider: 'ssh',
    host: '127.0.0.1',
    port: 22,
    user: 'rollcall',
    remoteHost: '127.0.0.1',
    remotePort: 18_080,
    hostKey: { type: 'ssh-ed25519', fingerprint: `SHA256:${'A'.repeat(43)}` },
    url: 'https://scim.example.com',
    privateKey: createUserKey().privateKey,
  } as const;

  test.for([
    ['a host key that nobody approved', { hostKey: null }, 'HOST_KEY_MISMATCH'],
    ['a host key of a type that is not taken', { hostKey: { ...whole.hostKey, type: 'ssh-dss' } }, 'HOST_KEY_MISMATCH'],
    ['no key', { privateKey: undefined }, 'AUTH'],
    ['a text that is no key', { privateKey: 'hunter2' }, 'AUTH'],
    ['a public key in the place of the private one', { privateKey: createUserKey().publicKey }, 'AUTH'],
    ['no URL where the server is none that prints it', { url: null }, 'SERVICE'],
  ] as const)('%s is told before anything is started', async ([, change, code]) => {
    const { privateKey, ...rest } = { ...whole, ...change };
    const config = privateKey === undefined ? rest : { ...rest, privateKey };
    const provider = createSshTunnel();
    const errors = await provider.preflight(config);
    expect(errors).toMatchObject([{ code, retryable: false }]);
    await expect(startSession(provider, config, targetOf(1))).rejects.toMatchObject({ error: errors[0] });
    expect(JSON.stringify(errors)).not.toContain('hunter2');
  });

  test('what is whole passes', async () => {
    expect(await createSshTunnel().preflight(whole)).toEqual([]);
  });
});
