// `npm run bench:provider-token`: what the check of a JWT that Entra issued costs beside that of an opaque token: once it is
// remembered, and when it is seen for the first time. Run by hand like the other benchmarks, never asserted by a test.
import { createClock } from '#main/adapters/clock.ts';
import { createNetworks } from '#main/adapters/networks/networks.ts';
import { createAssertions } from '#main/adapters/oidc/assertions.ts';
import { createSecrets } from '#main/adapters/secrets.ts';
import { createAuthenticate, type Authenticate } from '#main/application/credentials/authenticate.ts';
import { mintToken } from '#main/application/credentials/bearer-token.ts';
import { createProviderTokens } from '#main/application/credentials/provider-token.ts';
import { rememberTokens } from '#main/application/credentials/remember-tokens.ts';
import { openStorage } from '#main/storage/sqlite/open.ts';
import { directory, galleryAudience, startEntraIssuer } from '../entra-issuer.ts';
import { newTenant } from '../new-tenant.ts';
import { median } from './load.ts';

const target = 2;
const checks = 50_000;
const firstChecks = 500;
const rounds = 7;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const storage = openStorage({ file: ':memory:' });
const [clock, secrets] = [createClock(), createSecrets()];
const tenant = newTenant({ id: secrets.uuid(), slug: 'bench' });

async function openAuthenticate(standIns: Record<string, string>): Promise<{ check: Authenticate; opaque: string }> {
  await storage.tenants.create(tenant);
  const { secret, hash, hint } = mintToken(secrets);
  const facts = { label: 'Entra', scope: 'read-write', networks: [], createdAt: clock.now() } as const;
  await storage.tokens.create({ ...facts, id: secrets.uuid(), tenantId: tenant.id, hash, hint });
  await storage.providerTokens.save(tenant.id, {
    enabled: true,
    entraTenantId: directory,
    audiences: [galleryAudience],
  });
  const ports = {
    ...storage,
    clock,
    secrets,
    networks: createNetworks(),
    tokens: rememberTokens(storage.tokens, clock),
  };
  const { check } = createProviderTokens({ ...ports, assertions: createAssertions(storage.jwks, standIns) });
  return { check: createAuthenticate(ports, check), opaque: secret };
}

/** CPU microseconds of one check. */
async function cost(authenticate: Authenticate, tokens: readonly string[], times: number): Promise<number> {
  const headers = tokens.map((token) => `Bearer ${token}`);
  const before = process.cpuUsage();
  for (let n = 0; n < times; n++) {
    const answer = await authenticate({
      tenant,
      authorization: headers[n % headers.length],
      address: '203.0.113.7',
      userAgent: 'bench',
      writes: true,
      now: clock.now(),
    });
    if (!answer.ok) throw new Error(`The token was refused: ${answer.error.detail}`);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

await using entra = await startEntraIssuer();
const { check, opaque } = await openAuthenticate(entra.standIns);
// As long as those that Entra sends.
const jwt = await entra.accessToken({ claims: { uti: 'x'.repeat(600) } });
const unseen = await Promise.all(
  Array.from({ length: firstChecks }, (_, n) => entra.accessToken({ claims: { uti: 'x'.repeat(600), n } })),
);
await cost(check, [jwt], 1);
print(
  `First sight of a JWT of ${jwt.length} characters: ${(await cost(check, unseen, firstChecks)).toFixed(0)} µs of CPU`,
);

const measured: { opaque: number; jwt: number }[] = [];
for (let round = 0; round <= rounds; round++) {
  const first = await cost(check, [opaque], checks);
  const both = [await cost(check, [jwt], checks), await cost(check, [jwt], checks)];
  const last = await cost(check, [opaque], checks);
  // The first round warms up.
  if (round > 0) measured.push({ opaque: (first + last) / 2, jwt: median(both) });
}
const of = (pick: (one: { opaque: number; jwt: number }) => number): number => median(measured.map(pick));
print(
  `Remembered: ${of((one) => one.jwt).toFixed(2)} µs, an opaque token ${of((one) => one.opaque).toFixed(2)} µs: ${of((one) => one.jwt / one.opaque).toFixed(2)} x (target ${target} x); ${entra.fetches()} fetch of keys`,
);
storage.close();
