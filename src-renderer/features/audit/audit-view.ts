// The audit log's filters, kept in the URL.
import type { ConsoleInput } from '#shared/console-api/index.ts';
import { oneOf } from '#shared/lang/one-of.ts';
import { searchOf } from '#renderer/ui/hash-route.ts';

export const outcomes = ['any', 'done', 'refused', 'failed'] as const;
export type OutcomeFilter = (typeof outcomes)[number];

/** What of the audit log is shown. */
export interface AuditFilter {
  readonly search: string;
  readonly outcome: OutcomeFilter;
}

/** The audit log's URL parameters, taken apart; anything else in them is ignored. */
export const auditFilter = (params: URLSearchParams): AuditFilter => ({
  search: searchOf(params),
  outcome: oneOf(outcomes, params.get('outcome')) ?? 'any',
});

export const pageSize = 100;

/** One page of what is shown; null for the newest. */
export const auditQuery = ({ search, outcome }: AuditFilter, beforeSeq: number | null): ConsoleInput<'audit.list'> => ({
  search,
  outcome,
  beforeSeq,
  limit: pageSize,
});
