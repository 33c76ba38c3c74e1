// The audit log's filters, kept in the URL.
import type { ConsoleInput } from '#shared/console-api/index.ts';

export const outcomes = ['any', 'done', 'refused', 'failed'] as const;
export type OutcomeFilter = (typeof outcomes)[number];

export interface AuditFilter {
  readonly search: string;
  readonly outcome: OutcomeFilter;
}

const isOutcome = (text: string | null): text is OutcomeFilter => outcomes.some((outcome) => outcome === text);

export function auditFilter(params: URLSearchParams): AuditFilter {
  const outcome = params.get('outcome');
  return { search: params.get('q') ?? '', outcome: isOutcome(outcome) ? outcome : 'any' };
}

export const pageSize = 100;

export const auditQuery = ({ search, outcome }: AuditFilter, beforeSeq: number | null): ConsoleInput<'audit.list'> => ({
  search,
  outcome,
  beforeSeq,
  limit: pageSize,
});
