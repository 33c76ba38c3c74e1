import type { LogQuery } from '#shared/console-api/provisioning-log.ts';

/** Every entry of a tenant, newest last, but for what the test narrows down. */
export const wholeLog = (tenantId: string, facts: Partial<LogQuery> = {}): LogQuery => ({
  tenantId,
  search: '',
  result: 'any',
  method: null,
  noted: false,
  resourceId: null,
  clientAddress: null,
  beforeSeq: null,
  afterSeq: null,
  limit: 500,
  ...facts,
});
