// What the log shows, read from the URL: `#/provisioning-log?q=…&result=failed&method=PATCH&notes=1&person=…&address=…&entry=…`.
import { foldCase } from '#shared/lang/fold-case.ts';
import { oneOf } from '#shared/lang/one-of.ts';
import type { LogRow } from '#shared/console-api/provisioning-log.ts';
import { searchOf } from '#renderer/ui/hash-route.ts';

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export const results = ['any', 'succeeded', 'failed'] as const;
type Method = (typeof methods)[number];
type Result = (typeof results)[number];

/** What of the log is shown. */
export interface LogFilter {
  readonly tenantId: string;
  readonly search: string;
  readonly result: Result;
  readonly method: Method | null;
  /** Only requests with notes. */
  readonly noted: boolean;
  /** Only requests about this person or group. */
  readonly resourceId: string | null;
  /** Only requests from this address. */
  readonly clientAddress: string | null;
}

/** The log's URL parameters, taken apart; anything else in them is ignored. */
export function logFilter(params: URLSearchParams, tenantId: string): LogFilter {
  return {
    tenantId,
    search: searchOf(params),
    result: oneOf(results, params.get('result')) ?? 'any',
    method: oneOf(methods, params.get('method')),
    noted: params.get('notes') === '1',
    resourceId: params.get('person'),
    clientAddress: params.get('address')?.slice(0, 64) ?? null,
  };
}

/** Whether an empty log may only be filtered. */
export const isFiltered = ({ search, result, method, noted, resourceId, clientAddress }: LogFilter): boolean =>
  search !== '' || result !== 'any' || method !== null || noted || resourceId !== null || clientAddress !== null;

/** An aborted request is a failed one: nobody knows whether its client learnt the answer. */
export const hasFailed = ({ status, aborted }: Pick<LogRow, 'status' | 'aborted'>): boolean => aborted || status >= 400;

/** Whether a pushed row belongs to what is shown: the rule of provisioningLog.list, for one row. */
export function matchesFilter(filter: LogFilter, row: LogRow): boolean {
  if (filter.method !== null && row.method !== filter.method) return false;
  if (filter.result !== 'any' && hasFailed(row) !== (filter.result === 'failed')) return false;
  if (filter.noted && row.noteCount === 0) return false;
  if (filter.resourceId !== null && row.resourceId !== filter.resourceId) return false;
  if (filter.clientAddress !== null && row.clientAddress !== filter.clientAddress) return false;
  if (filter.search === '') return true;
  const wanted = foldCase(filter.search);
  return [row.targetName, row.path, row.resourceId, ...row.changedAttributes].some(
    (text) => text !== null && foldCase(text).includes(wanted),
  );
}
