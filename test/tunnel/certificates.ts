// Certificates as they should not be: each for localhost, of an authority made for the test.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianPrograms, pathOf } from '../debian-program.ts';

/** PEM, as a server takes it. */
export interface Pair {
  readonly key: string;
  readonly cert: string;
}

export interface Issued {
  /** From now on until the end, in days; a negative one has passed. */
  readonly days?: number;
  readonly rsaBits?: number;
  /** Whether an intermediate authority signs it. */
  readonly intermediate?: boolean;
  /** Whether the intermediate's certificate is sent along. */
  readonly wholeChain?: boolean;
}

export interface Authority extends Disposable {
  /** Its certificate, PEM. */
  readonly ca: string;
  issue(facts?: Issued): Pair;
  selfSigned(): Pair;
}

const dayMs = 86_400_000;
/** As OpenSSL writes it: 20261121203000Z. */
const openSslTime = (ms: number): string => `${new Date(ms).toISOString().replaceAll(/[-:T]|\..*/g, '')}Z`;
const subjectAltName = 'subjectAltName=DNS:localhost,IP:127.0.0.1';

/** The arguments that make a key: elliptic, unless it has so many bits of RSA. */
const newKey = (rsaBits?: number): readonly string[] =>
  rsaBits === undefined
    ? ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
    : ['-newkey', `rsa:${rsaBits}`, '-nodes'];

export function createAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-authority-'));
  const at = (name: string): string => join(folder, name);
  const read = (name: string): string => readFileSync(at(name), 'utf8');
  const openssl = (...args: readonly string[]): void =>
    void execFileSync(pathOf(debianPrograms.openssl), args, { cwd: folder, stdio: 'pipe' });
  writeFileSync(
    at('ca.cnf'),
    `[ca]
default_ca = one
[one]
database = ${at('index.txt')}
new_certs_dir = ${folder}
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
[any]
commonName = supplied
[leaf]
${subjectAltName}
extendedKeyUsage=serverAuth
[authority]
basicConstraints=critical,CA:TRUE
`,
  );
  writeFileSync(at('index.txt'), '');
  openssl(
    'req',
    '-x509',
    ...newKey(),
    '-days',
    '9',
    '-subj',
    '/CN=Test root',
    '-keyout',
    at('root.key'),
    '-out',
    at('root.pem'),
  );

  const sign = (name: string, by: string, extensions: 'leaf' | 'authority', days: number): void => {
    const from = ['-batch', '-notext', '-config', at('ca.cnf'), '-extensions', extensions];
    const made = [
      '-cert',
      at(`${by}.pem`),
      '-keyfile',
      at(`${by}.key`),
      '-in',
      at(`${name}.csr`),
      '-out',
      at(`${name}.pem`),
    ];
    const times = [
      '-startdate',
      openSslTime(Date.now() - 9 * dayMs),
      '-enddate',
      openSslTime(Date.now() + days * dayMs),
    ];
    openssl('ca', ...from, ...made, ...times);
  };
  const request = (name: string, commonName: string, rsaBits?: number): void =>
    openssl(
      'req',
      ...newKey(rsaBits),
      '-subj',
      `/CN=${commonName}`,
      '-keyout',
      at(`${name}.key`),
      '-out',
      at(`${name}.csr`),
    );

  return {
    ca: read('root.pem'),
    issue({ days = 90, rsaBits, intermediate = false, wholeChain = true } = {}) {
      if (intermediate) {
        request('between', 'Test intermediate');
        sign('between', 'root', 'authority', 90);
      }
      request('leaf', 'localhost', rsaBits);
      sign('leaf', intermediate ? 'between' : 'root', 'leaf', days);
      const chain = intermediate && wholeChain ? read('between.pem') : '';
      return { key: read('leaf.key'), cert: `${read('leaf.pem')}${chain}` };
    },
    selfSigned() {
      const out = ['-keyout', at('own.key'), '-out', at('own.pem')];
      openssl('req', '-x509', ...newKey(), '-days', '90', '-subj', '/CN=localhost', '-addext', subjectAltName, ...out);
      return { key: read('own.key'), cert: read('own.pem') };
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
