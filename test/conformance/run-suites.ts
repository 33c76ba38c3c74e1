// Plays the suites against a service, one case after the other, and cleans up after each.
import { randomBytes } from 'node:crypto';
import { notGiven, type Conversation } from '../idp/conversation.ts';
import { play } from '../idp/play.ts';
import { openClient } from '../idp/send.ts';
import { createCleanUp, type CleanUp } from './clean-up.ts';
import type { ConformanceOptions } from './options.ts';
import { failureOf, redactor, type CaseResult, type Report, type SuiteResult } from './report.ts';
import { readService, type Service } from './service.ts';
import { casesOf, suites, type Suite } from './suites.ts';

interface Stage {
  readonly options: ConformanceOptions;
  readonly client: ReturnType<typeof openClient>;
  readonly service: Service;
  readonly cleanUp: CleanUp;
  readonly run: string;
}

const oneLine = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
};

/** No config says whether there is a `.search`: a service without it knows no such path. */
const isNotImplemented = (path: string, status: number): boolean =>
  status === 501 || (/\/\.search$/i.test(path) && (status === 404 || status === 405));

async function playCase(conversation: Conversation, suite: Suite, run: string, stage: Stage): Promise<CaseResult> {
  const { name, level = 'mandatory', skip } = conversation;
  const started = performance.now();
  const result = (facts: Pick<CaseResult, 'outcome' | 'why'> & Partial<CaseResult>): CaseResult => ({
    name,
    level,
    durationMs: Math.round(performance.now() - started),
    ...facts,
  });
  const { token, given } = stage.options;
  const { clientSecret = token, clientAssertion = token } = given;
  const redact = redactor(token, clientSecret, clientAssertion);
  const reason =
    skip ??
    notGiven(conversation, given) ??
    (suite.skipsMissingFeatures ? stage.service.missing(conversation) : undefined);
  if (reason !== undefined) return result({ outcome: 'skipped', why: reason });
  const { client, cleanUp } = stage;
  const misstep = await play(conversation, {
    client,
    token,
    given,
    run,
    watch: (exchange) => (cleanUp.watch(exchange), []),
  });
  if (misstep === undefined) return result({ outcome: 'passed', why: '' });
  const { request, answer } = misstep;
  const failure = failureOf(misstep, redact);
  if (suite.skipsMissingFeatures && answer !== undefined && isNotImplemented(request.path, answer.status)) {
    return result({
      outcome: 'skipped',
      why: `${answer.status} to ${request.method} ${oneLine(request.path)}: not implemented`,
    });
  }
  const why = `step ${failure.step}, ${request.method} ${oneLine(request.path)}: ${oneLine(failure.expected.join('; '))}`;
  return result({ outcome: 'failed', why: redact(why), failure });
}

/**
 * Throws ServiceFailure when nothing can be played at all.
 * @param told each result as it comes
 */
export async function runSuites(
  options: ConformanceOptions,
  told: (suite: Suite, result: CaseResult) => void,
  signal?: AbortSignal,
): Promise<Report> {
  const startedAt = new Date();
  const client = openClient(options.url, { timeoutMs: options.timeoutMs, insecureTls: options.insecureTls });
  const leftBehind: string[] = [];
  try {
    const cleanUp = createCleanUp(client, options.token);
    const service = await readService(client, options.token);
    const stage: Stage = { options, client, service, cleanUp, run: `rc${randomBytes(4).toString('hex')}` };
    const results: SuiteResult[] = [];
    let played = 0;
    for (const suite of suites.filter(({ id }) => options.suites.includes(id))) {
      const cases: CaseResult[] = [];
      for (const conversation of casesOf(suite)) {
        if ((conversation.compatibility ?? options.compatibility) !== options.compatibility) continue;
        if (signal?.aborted === true) break;
        try {
          // Cases share one service and must not see each other's resources come and go.
          // oxlint-disable-next-line no-await-in-loop
          cases.push(await playCase(conversation, suite, `${stage.run}x${++played}`, stage));
        } finally {
          // oxlint-disable-next-line no-await-in-loop
          leftBehind.push(...(await cleanUp.run()));
        }
        told(suite, cases.at(-1) as CaseResult);
      }
      results.push({ id: suite.id, title: suite.title, cases });
    }
    return {
      url: options.url,
      startedAt: startedAt.toISOString(),
      durationMs: Date.now() - startedAt.getTime(),
      compatibility: options.compatibility,
      suites: results,
      leftBehind,
    };
  } finally {
    client.close();
  }
}
