// TLS as Entra does not take it: each certificate and version is made for real and found.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { debianPrograms, missing } from '../debian-program.ts';
import { createAuthority, type Authority } from './certificates.ts';
import { examine, faults, startFront, startListening, type Listening } from './examined.ts';

const reason = missing(debianPrograms.openssl);

/** Everything that was found, and what was found of the certificate. */
const told = (findings: Awaited<ReturnType<typeof examine>>): unknown => {
  const { title, measured, whatEntraSays, whatToChange } = findings.get('certificate') ?? {};
  return { faults: faults(findings), title, measured, isExplained: Boolean(whatEntraSays) && Boolean(whatToChange) };
};
const certificate = (result: 'warn' | 'fail', title: string, measured: RegExp): unknown => ({
  faults: [`certificate ${result}`],
  title,
  measured: expect.stringMatching(measured) as string,
  isExplained: true,
});

describe.skipIf(reason !== undefined)(`what is wrong with TLS is found${reason ? ` (${reason})` : ''}`, () => {
  let listening: Listening;
  let authority: Authority;
  beforeAll(() => {
    authority = createAuthority();
  });
  afterAll(() => authority[Symbol.dispose]());
  // Each has a listener of its own, because one answers so many requests of a doctor in a second and no more.
  beforeEach(async () => {
    listening = await startListening();
  });
  afterEach(() => listening[Symbol.asyncDispose]());

  test('TLS 1.3 alone', async () => {
    await using front = await startFront(listening.port, { tls: { ...authority.issue(), minVersion: 'TLSv1.3' } });
    const findings = await examine(listening, { url: front.url, ca: authority.ca });
    expect(faults(findings)).toEqual(['tls-version fail']);
    expect(findings.get('tls-version')).toMatchObject({
      title: 'TLS 1.2 is refused',
      whatEntraSays: expect.stringMatching(/no secure connection/) as string,
      whatToChange: expect.stringMatching(/TLS 1\.2/) as string,
      measured: 'TLSv1.3 only',
    });
  });

  test('a cipher suite that Entra does not list first', async () => {
    const tls = { ...authority.issue(), ciphers: 'ECDHE-ECDSA-CHACHA20-POLY1305', maxVersion: 'TLSv1.2' } as const;
    await using front = await startFront(listening.port, { tls });
    const findings = await examine(listening, { url: front.url, ca: authority.ca });
    expect(faults(findings)).toEqual(['tls-version warn']);
    expect(findings.get('tls-version')?.measured).toBe('TLSv1.2, ECDHE-ECDSA-CHACHA20-POLY1305');
  });

  test('no TLS at all', async () => {
    await using front = await startFront(listening.port);
    const findings = await examine(listening, { url: front.url.replace('http:', 'https:') });
    expect(faults(findings)).toEqual(['tls-version fail', 'reach fail']);
    expect(findings.get('tls-version')?.title).toBe('The server does not speak TLS at this port');
  });

  test('nobody at the port', async () => {
    const front = await startFront(listening.port, { tls: authority.issue() });
    await front[Symbol.asyncDispose]();
    const findings = await examine(listening, { url: front.url });
    expect(faults(findings)).toEqual(['tls-version fail', 'reach fail']);
    expect(findings.get('tls-version')?.title).toBe('The server is not reached');
    expect(findings.get('reach')?.measured).toMatch(/ECONNREFUSED/);
  });

  const found = async (
    tls: Parameters<typeof startFront>[1],
    ca: string | undefined = authority.ca,
  ): Promise<Awaited<ReturnType<typeof examine>>> => {
    await using front = await startFront(listening.port, tls);
    return await examine(listening, { url: front.url, ...(ca === '' ? {} : { ca }) });
  };
  test('a chain with its intermediate is fine', async () => {
    expect(faults(await found({ tls: authority.issue({ intermediate: true }) }))).toEqual([]);
  });

  test('a missing intermediate', async () => {
    const findings = await found({ tls: authority.issue({ intermediate: true, wholeChain: false }) });
    const title = 'The chain of the certificate leads to no public authority';
    expect(told(findings)).toEqual(
      certificate('fail', title, /CN=localhost, issued by CN=Test intermediate \(UNABLE_TO_/),
    );
    expect(findings.get('certificate')?.whatToChange).toMatch(/fullchain\.pem/);
  });

  test('a certificate that has expired', async () => {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const findings = await found({ tls: authority.issue({ days: -1 }) });
    expect(told(findings)).toEqual(
      certificate('fail', 'The certificate has expired', new RegExp(`^ended ${yesterday}`)),
    );
  });

  test('a certificate that ends soon', async () => {
    const findings = await found({ tls: authority.issue({ days: 3 }) });
    expect(told(findings)).toEqual(certificate('warn', 'The certificate ends soon', /^2 days left/));
  });

  test('a self-signed certificate', async () => {
    const findings = await found({ tls: authority.selfSigned() }, '');
    expect(told(findings)).toEqual(
      certificate('fail', 'The certificate is self-signed', /DEPTH_ZERO_SELF_SIGNED_CERT/),
    );
  });

  test('a certificate of a private authority', async () => {
    const { key, cert } = authority.issue();
    const findings = await found({ tls: { key, cert: `${cert}${authority.ca}` } }, '');
    const title = 'The certificate is of a private authority';
    expect(told(findings)).toEqual(certificate('fail', title, /issued by CN=Test root \(SELF_SIGNED_CERT_IN_CHAIN\)/));
  });

  test('a certificate for another name', async () => {
    const findings = await found({ tls: authority.issue(), host: '127.0.0.2' });
    const title = 'The certificate is for another name';
    expect(told(findings)).toEqual(certificate('fail', title, /DNS:localhost, IP Address:127\.0\.0\.1/));
  });

  test('an RSA key that is too short', async () => {
    // OpenSSL's default level refuses the key on the server, too.
    const tls = { ...authority.issue({ rsaBits: 1024 }), ciphers: 'DEFAULT@SECLEVEL=0' };
    const findings = await found({ tls });
    expect(findings.get('certificate')?.result).toBe('fail');
  });
});
