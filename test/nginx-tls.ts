// nginx with a certificate of a CA made for the test, as the proxy in front of a tunnel: it holds to the snippet that
// Rollcall shows. Its public side is https://localhost:<port>.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nginxSnippet, type RemoteBind } from '#shared/tunnel/ssh-server.ts';
import { debianPrograms, pathOf } from './debian-program.ts';
import { freePort, isOpen } from './free-port.ts';

export interface Certificate extends Disposable {
  /** PEM files; the certificate is for localhost and 127.0.0.1. */
  readonly certificate: string;
  readonly certificateKey: string;
  /** The CA's certificate, as its own clients must trust it. */
  readonly ca: string;
}

const openssl = (...args: readonly string[]): void =>
  void execFileSync(pathOf(debianPrograms.openssl), args, { stdio: 'pipe' });

/** A server certificate of a CA of its own. */
export function makeCertificate(): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-tls-'));
  const at = (name: string): string => join(folder, name);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...key,
    '-days',
    '2',
    '-subj',
    '/CN=Rollcall test CA',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
  );
  openssl('req', ...key, '-subj', '/CN=localhost', '-keyout', at('server.key'), '-out', at('server.csr'));
  writeFileSync(at('server.ext'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n');
  const signing = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '2'];
  openssl('x509', '-req', '-in', at('server.csr'), ...signing, '-extfile', at('server.ext'), '-out', at('server.pem'));
  return {
    certificate: at('server.pem'),
    certificateKey: at('server.key'),
    ca: readFileSync(at('ca.pem'), 'utf8'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

export interface NginxForTest extends AsyncDisposable {
  /** Public origin. */
  readonly url: string;
  readonly ca: string;
}

/**
 * @param bind where it passes requests on to: the port that the tunnel has opened on the server
 * @param change what is set otherwise than the snippet has it
 */
export async function startNginxTls(
  bind: RemoteBind,
  change: (snippet: string) => string = (snippet) => snippet,
): Promise<NginxForTest> {
  const files = makeCertificate();
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-nginx-'));
  // Its workers run as another user and keep large bodies in there.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const snippet = nginxSnippet({ name: 'localhost', bind, port, ...files });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off;
pid ${join(folder, 'nginx.pid')};
worker_processes 1;
error_log stderr;
events {}
http {
access_log off;
${temporary.map((name) => `${name}_temp_path ${join(folder, name)};`).join('\n')}
${change(snippet.replace(`listen ${port}`, `listen 127.0.0.1:${port}`))}
}
`,
  );
  const child = spawn(pathOf(debianPrograms.nginx), ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => void (said += chunk.toString()));
  while (!(await isOpen(port))) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}:\n${said}`);
    await sleep(20);
  }
  return {
    url: `https://localhost:${port}`,
    ca: files.ca,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true });
      files[Symbol.dispose]();
    },
  };
}
