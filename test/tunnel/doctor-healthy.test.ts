// A way that is as it should be: nginx as our snippet sets it up, with TLS. Everything is fine, and nothing is left of it.
import { describe, expect, test } from 'vitest';
import { entraPace } from '#main/application/tunnel/doctor/checks/pace.ts';
import { debianPrograms, missing } from '../debian-program.ts';
import { startNginxTls } from '../nginx-tls.ts';
import { examine, faults, slowAtPace, startListening } from './examined.ts';

const { nginx, openssl } = debianPrograms;
const reason = missing(nginx, openssl);

describe.skipIf(reason !== undefined)(`the doctor through nginx with TLS${reason ? ` (${reason})` : ''}`, () => {
  test("finds nothing wrong at Entra's full pace, and leaves no trace", async () => {
    await using listening = await startListening();
    await using front = await startNginxTls({ host: '127.0.0.1', port: listening.port });
    const findings = await examine(listening, { url: front.url, ca: front.ca, pace: entraPace });
    expect(faults(findings).filter((fault) => fault !== slowAtPace)).toEqual(['certificate warn']);
    // Its certificate is made for two days.
    expect(findings.get('certificate')).toMatchObject({ title: 'The certificate ends soon' });
    expect([...findings.keys()]).toEqual([
      'tls-version',
      'certificate',
      'warning-page',
      'redirect',
      'reach',
      'no-user-agent',
      'filter-users',
      'filter-groups',
      'encoded-spaces',
      'encoded-quotes',
      'trailing-slash',
      'authorization',
      'request-headers',
      'large-body',
      'token-request',
      'address',
      'client-address',
      'response-headers',
      'clock',
      'latency',
      'pace',
    ]);
    expect(findings.get('pace')?.measured).toMatch(/^25 requests\/s for 10 s: 250 of 250 came through/);
    expect(findings.get('tls-version')?.measured).toMatch(/^TLSv1\.2, ECDHE-ECDSA-AES(?:128|256)-GCM/);
    expect(findings.get('latency')?.measured).toMatch(/^[\d.]+ ms added/);
    expect(await listening.rollcall.logged()).toEqual([]);
  });
});
