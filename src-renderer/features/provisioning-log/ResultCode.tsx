import type { Translate } from '#renderer/ui/translate.ts';
import type { LogRow } from '#shared/console-api/provisioning-log.ts';

type Result = Pick<LogRow, 'status' | 'aborted'>;

/** How loud a result is: quiet when all is well, amber for a refusal, red when Rollcall failed. */
export function resultClass({ status, aborted }: Result): 'fine' | 'refused' | 'failed' {
  if (status >= 500) return 'failed';
  return aborted || status >= 400 ? 'refused' : 'fine';
}

/** The status code, or that nobody waited for it. */
export const ResultCode = ({ entry, t }: { readonly entry: Result; readonly t: Translate }) => (
  <span className={`code code-${resultClass(entry)} num`}>
    {entry.aborted ? <abbr title={t('log.abortedTitle')}>{t('log.aborted')}</abbr> : entry.status}
  </span>
);
