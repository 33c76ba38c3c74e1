import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { hasFailed } from './log-view.ts';

const everyMs = 10_000;

/**
 * Tells a screen reader how many requests failed, at most every ten seconds: the tail itself moves too fast to be a
 * live region.
 */
export function FailureNotice({ tenantId }: { readonly tenantId: string }) {
  const { t } = useTranslation();
  const client = useConsole();
  const [failed, setFailed] = useState(0);
  const counted = useRef(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = client.on('provisioningLog.appended', (event) => {
      if (event.tenantId !== tenantId) return;
      counted.current += event.entries.filter(hasFailed).length;
      if (counted.current === 0) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        setFailed(counted.current);
        counted.current = 0;
      }, everyMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client, tenantId]);
  return (
    <span className="visually-hidden" role="status">
      {failed > 0 && t('log.failedNotice', { count: failed })}
    </span>
  );
}
