import type { auditMethods } from '#shared/console-api/audit.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import { entryOf, verifyChain } from '../audit/chain.ts';
import type { ChainedEntry } from '../ports/audit-store.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';

/** The format's version. */
const exportVersion = 1;

/** Read at a time, so that nothing else waits long. */
const pageSize = 500;

export function createAuditMethods({ ports }: ConsoleContext): MethodsOf<typeof auditMethods> {
  const { audit, secrets, clock } = ports;

  /** Oldest first; null: of all tenants and of none. */
  const everyEntry = async (tenantId: string | null): Promise<readonly ChainedEntry[]> => {
    const entries: ChainedEntry[] = [];
    for (let page = await audit.read(0, pageSize); page.length > 0;) {
      entries.push(...page.filter((entry) => tenantId === null || entry.tenantId === tenantId));
      page = await audit.read(page.at(-1)?.seq ?? 0, pageSize);
    }
    return entries;
  };

  return {
    'audit.list': async ({ search, tenantId, outcome, beforeSeq, limit }, { caller }) => {
      const { total, entries } = await audit.list({
        search: foldCase(search),
        tenantId: caller.tenantId ?? tenantId,
        outcome: outcome === 'any' ? null : outcome,
        beforeSeq,
        limit,
      });
      return { total, entries: entries.map(entryOf) };
    },

    'audit.verify': () => verifyChain(secrets, audit),

    'audit.export': async (_input, { caller, tell }) => {
      const [verdict, entries] = await Promise.all([verifyChain(secrets, audit), everyEntry(caller.tenantId)]);
      const exportedAt = clock.now();
      tell({ after: { entries: entries.length, head: verdict.head } });
      return {
        fileName: `audit-${exportedAt.slice(0, 10)}.json`,
        document: {
          format: 'rollcall-audit',
          version: exportVersion,
          exportedAt,
          tenantId: caller.tenantId,
          verdict,
          // The text that the hash covers, beside the hash: whoever has this file checks the chain without Rollcall.
          entries: entries.map(({ seq, content, hash }) => ({ seq, hash, content })),
        },
      };
    },
  };
}
