// Every conversation of this folder, replayed over real HTTP against a whole Rollcall, each file in a tenant of its own.
// Names are the published ones. What Rollcall itself must promise of every answer and of its log is checked here, once.
import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import type { LogEntry } from '#main/application/ports/provisioning-log-store.ts';
import type { Compatibility } from '#shared/scim/compatibility.ts';
import { call } from '../console/call.ts';
import { directory, startEntraIssuer, syncFabric, type EntraIssuer } from '../entra-issuer.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { loadConversations, notGiven, type Conversation } from './conversation.ts';
import { play, type Exchange, type Misstep } from './play.ts';
import { brokenPromises } from './promises.ts';
import { openClient } from './send.ts';

const told = ({ step, request, mismatches, answer }: Misstep): string =>
  [
    `Step ${step}, ${request.method} ${request.path}`,
    `sent: ${request.body?.slice(0, 2_000) ?? 'no body'}`,
    ...mismatches,
    `came: ${answer === undefined ? 'nothing' : `${answer.status} ${answer.text.slice(0, 2_000)}`}`,
  ].join('\n');

/** Patterns that no note of the entry matches. */
const unnoted = (patterns: readonly string[], { notes }: LogEntry): readonly string[] =>
  patterns
    .filter((pattern) => !notes.some((note) => new RegExp(pattern, 'u').test(note)))
    .map((pattern) => `no note like /${pattern}/ in ${JSON.stringify(notes)}`);

/** Each operation of a bulk request has a line in the log, before that of the request itself. */
function operationsOf({ request, answer }: Exchange): readonly string[] {
  if (request.path !== '/Bulk') return [];
  const { Operations: operations = [] } = answer.json as { Operations?: { method: string; status: string }[] };
  return operations.map(({ method, status }) => `${method} ${status}`);
}

interface Stage {
  readonly rollcall: RollcallForTest;
  /** Clients of its token endpoint, and an assertion of the one that is federated. */
  readonly given: Readonly<Record<string, string>>;
}

async function openStage(compatibility: Compatibility, entra: EntraIssuer): Promise<Stage> {
  const rollcall = await startRollcall({ compatibility, standIns: entra.standIns });
  const { core, tenant, url } = rollcall;
  const client = await call(core, 'oauthClients.create', { tenantId: tenant.id, label: 'Entra' });
  const federated = await call(core, 'oauthClients.create', {
    tenantId: tenant.id,
    label: 'Entra, federated',
    trust: { entraTenantId: directory, subject: syncFabric, audiences: ['api://rollcall'] },
  });
  return {
    rollcall,
    given: {
      tokenEndpoint: `${url}/default/oauth2/token`,
      clientId: client.clientId,
      clientSecret: client.clientSecret ?? '',
      federatedClientId: federated.clientId,
      clientAssertion: await entra.assertion(),
    },
  };
}

/** Throws at the first answer that is not the expected one; returns what is wrong with the log of it all. */
async function replay(conversation: Conversation, { rollcall, given }: Stage): Promise<readonly string[]> {
  const client = openClient(rollcall.tenantUrl);
  const before = (await rollcall.logged()).at(-1)?.seq ?? 0;
  const exchanged: { line: string; notes: readonly string[] }[] = [];
  const misstep = await play(conversation, {
    client,
    token: rollcall.token,
    given,
    run: `t${randomBytes(4).toString('hex')}`,
    watch: ({ request, answer }, step) => {
      for (const line of operationsOf({ request, answer })) exchanged.push({ line, notes: [] });
      exchanged.push({ line: `${request.method} ${answer.status}`, notes: step.notes ?? [] });
      return brokenPromises(answer, step);
    },
  });
  client.close();
  if (misstep !== undefined) throw new Error(told(misstep));
  const logged = await rollcall.logged(before);
  const lines = logged.map(({ method, status }) => `${method} ${status}`);
  const expected = exchanged.map(({ line }) => line);
  return [
    ...rollcall.faults.map((fault) => `a fault of Rollcall: ${String(fault)}`),
    ...(lines.join() === expected.join() ? [] : [`the log has ${lines.join()}, expected ${expected.join()}`]),
    ...exchanged.flatMap(({ notes }, index) => unnoted(notes, logged[index] as LogEntry)),
  ];
}

/** What is no provider's dialect: a case that names no compatibility holds in both kinds of tenant. */
const ofTheProtocol = ['corpus', 'rules'];

type Played = readonly [title: string, compatibility: Compatibility, conversation: Conversation];

const playedIn = (folder: string, all: readonly Conversation[]): readonly Played[] =>
  all.flatMap((one): readonly Played[] => {
    const { name, skip, compatibility } = one;
    if (compatibility !== undefined) return [[name, compatibility, one]];
    const inLenient: Played = [name, 'lenient', one];
    const isInBoth = ofTheProtocol.includes(folder) && skip === undefined;
    return isInBoth ? [inLenient, [`${name}, in a strict tenant too`, 'strict', one]] : [inLenient];
  });

const folders = Object.groupBy(loadConversations(import.meta.dirname), ({ folder }) => folder);

const entra = startEntraIssuer();
afterAll(async () => (await entra)[Symbol.asyncDispose]());

describe.each(Object.entries(folders))('%s', (folder, files = []) => {
  describe.each(files.map(({ file, conversations }) => [`${file}.json`, conversations] as const))(
    '%s',
    (_file, all) => {
      const started = new Map<Compatibility, Promise<Stage>>();
      const stageOf = (compatibility: Compatibility): Promise<Stage> => {
        const known = started.get(compatibility) ?? entra.then((issuer) => openStage(compatibility, issuer));
        started.set(compatibility, known);
        return known;
      };
      afterAll(async () => {
        for (const { rollcall } of await Promise.all(started.values())) await rollcall[Symbol.asyncDispose]();
      });

      test.for(playedIn(folder, all))('%s', async ([, compatibility, conversation], { skip }) => {
        skip(conversation.skip !== undefined, conversation.skip);
        const stage = await stageOf(compatibility);
        expect(notGiven(conversation, stage.given)).toBeUndefined();
        expect(await replay(conversation, stage)).toEqual([]);
      });
    },
  );
});
