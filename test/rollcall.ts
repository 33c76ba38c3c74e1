// A whole Rollcall for a test: real SQLite in a folder of its own, the real core, the real listener on a free port.
import { join } from 'node:path';
import { createClock } from '#main/adapters/clock.ts';
import { createKeyDerivation } from '#main/adapters/key-derivation.ts';
import { createNetworks } from '#main/adapters/networks/networks.ts';
import { createIdentityProvider } from '#main/adapters/oidc/sign-in.ts';
import { createAssertions } from '#main/adapters/oidc/assertions.ts';
import type { StandIns } from '#main/adapters/oidc/jwks-host.ts';
import { createSecrets } from '#main/adapters/secrets.ts';
import { createKeyFile } from '#main/adapters/vault/key-file.ts';
import type { ScryptCost } from '#main/adapters/vault/scrypt.ts';
import { createVault } from '#main/adapters/vault/vault.ts';
import { createCore, type Core } from '#main/application/core.ts';
import type { Clock } from '#main/application/ports/clock.ts';
import type { HostFacts } from '#main/application/ports/host-facts.ts';
import type { Ports } from '#main/application/ports/ports.ts';
import { mintToken } from '#main/application/credentials/bearer-token.ts';
import type { LogEntry } from '#main/application/ports/provisioning-log-store.ts';
import type { StoredToken } from '#main/application/ports/token-store.ts';
import { createScimServer, type EdgeLimits } from '#main/http/server.ts';
import { openStorage, type Storage } from '#main/storage/sqlite/open.ts';
import { createPrivateFolder } from '#main/storage/sqlite/private-files.ts';
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type { Compatibility } from '#shared/scim/compatibility.ts';
import { watchAnswers } from './answers.ts';
import { makeDataFolder, removeDataFolder } from './data-folder.ts';
import { newTenant } from './new-tenant.ts';
import { wholeLog } from './whole-log.ts';

export interface ScimAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body parsed; an empty object when there is none. */
  readonly json: JsonObject;
}

export interface Send {
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

export interface RollcallForTest extends AsyncDisposable {
  readonly core: Core;
  readonly ports: Ports;
  readonly storage: Storage;
  readonly tenant: Tenant;
  readonly token: string;
  /** Origin of the listener. */
  readonly url: string;
  readonly tenantUrl: string;
  readonly port: number;
  readonly databaseFile: string;
  /** Where the key of sealed secrets is, once there are any. */
  readonly keyFile: string;
  /** What the core reported to its host as a fault of Rollcall's own. */
  readonly faults: unknown[];
  /** Sends with the token unless `headers` says otherwise; `path` is below the Tenant URL. */
  send(method: string, path: string, options?: Send): Promise<ScimAnswer>;
  /** Every log entry so far (after that number), without its bodies, once all that is waiting was written. */
  logged(afterSeq?: number): Promise<readonly LogEntry[]>;
  /** The newest log entry, with its bodies. */
  lastLogged(): Promise<LogEntry>;
  addTenant(slug: string): Promise<Tenant>;
  addToken(tenantId: string, facts?: Partial<StoredToken>): Promise<{ id: string; secret: string }>;
}

const tenantOf = ({ secrets, clock }: Ports, slug: string, compatibility: Compatibility): Tenant =>
  newTenant({ id: secrets.uuid(), slug, compatibility, createdAt: clock.now() });

/** Stretches a passphrase or recovery key in a millisecond: few tests are about that. */
const cheap: ScryptCost = { ln: 4, r: 8, p: 1 };

interface Options {
  /** Key servers on this machine, by the origin of Microsoft Entra that each stands in for. */
  readonly standIns?: StandIns;
  readonly limits?: Partial<EdgeLimits>;
  readonly compatibility?: Compatibility;
  /** The machine's unless given. */
  readonly clock?: Clock;
}

export async function startRollcall(options: Options = {}): Promise<RollcallForTest> {
  const folder = await makeDataFolder();
  const dataFolder = join(folder, 'data');
  const databaseFile = join(dataFolder, 'rollcall.sqlite');
  const keyFile = join(folder, 'keys', 'test.key');
  const storage = openStorage({ file: databaseFile });
  const vault = createVault({
    store: storage.vaults,
    keyFile: createKeyFile({ file: keyFile, createFolder: createPrivateFolder }),
    passphraseCost: cheap,
  });
  const ports: Ports = {
    ...storage,
    assertions: createAssertions(storage.jwks, options.standIns),
    vault,
    keyDerivation: createKeyDerivation(cheap),
    clock: options.clock ?? createClock(),
    identityProvider: createIdentityProvider({
      allowLoopbackIssuer: true,
    }),
    networks: createNetworks(),
    secrets: createSecrets(),
  };
  const faults: unknown[] = [];
  let url: string | null = null;
  const host: HostFacts = {
    version: '0.0.0-test',
    host: 'headless',
    dataFolder,
    runtime: process.version,
    sqlite: storage.facts.sqlite,
    databaseBytes: () => storage.facts.databaseBytes(),
    scimUrl: () => url,
    consoleUrl: () => null,
    reportFault: (fault) => void faults.push(fault),
  };
  const core = createCore(ports, host);
  const answers = watchAnswers();

  const addTenant = async (slug: string): Promise<Tenant> => {
    const tenant = tenantOf(ports, slug, options.compatibility ?? 'lenient');
    await ports.tenants.create(tenant);
    return tenant;
  };
  const addToken: RollcallForTest['addToken'] = async (tenantId, facts = {}) => {
    const { secret, hash, hint } = mintToken(ports.secrets);
    const id = ports.secrets.uuid();
    const createdAt = ports.clock.now();
    await ports.tokens.create({
      id,
      tenantId,
      label: 'test',
      hash,
      hint,
      scope: 'read-write',
      networks: [],
      createdAt,
      ...facts,
    });
    return { id, secret };
  };

  const logged: RollcallForTest['logged'] = async (afterSeq) => {
    await answers.closed();
    await storage.flush();
    const { entries } = await ports.log.list(wholeLog(tenant.id, { afterSeq: afterSeq ?? null }));
    return entries;
  };

  const tenant = await addTenant('default');
  const { secret: token } = await addToken(tenant.id);
  const server = await createScimServer(core, {
    host: '127.0.0.1',
    port: 0,
    ...(options.limits && { limits: options.limits }),
  });
  url = server.url;
  const tenantUrl = `${server.url}/default/scim/v2`;

  return {
    core,
    ports,
    storage,
    tenant,
    token,
    url: server.url,
    tenantUrl,
    port: server.port,
    databaseFile,
    keyFile,
    faults,
    addTenant,
    addToken,
    async send(method, path, { headers, body } = {}) {
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      const response = await fetch(tenantUrl + path, {
        method,
        redirect: 'manual',
        headers: {
          authorization: `Bearer ${token}`,
          ...(text === undefined ? {} : { 'content-type': 'application/scim+json' }),
          ...headers,
        },
        ...(text === undefined ? {} : { body: text }),
      });
      const answer = await response.text();
      const json = answer === '' ? {} : (JSON.parse(answer) as JsonObject);
      return { status: response.status, headers: response.headers, text: answer, json };
    },
    logged,
    async lastLogged() {
      const newest = (await logged()).at(-1);
      const found = newest && (await ports.log.get(tenant.id, newest.seq));
      if (found === undefined) throw new Error('Nothing was logged');
      return found.entry;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      answers[Symbol.dispose]();
      core.close();
      await storage.flush();
      await removeDataFolder(folder, () => storage.close());
    },
  };
}
