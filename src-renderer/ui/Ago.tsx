import { formatAgo, formatAgoShort, formatDateTime } from './format.ts';
import { useNow } from './now.ts';

/** How long ago something happened; the exact time is its tooltip. */
export function Ago({ at, short = false }: { readonly at: string; readonly short?: boolean }) {
  const now = Math.max(useNow(), Date.parse(at));
  return (
    <time dateTime={at} title={formatDateTime(at)} className="num">
      {short ? formatAgoShort(at, now) : formatAgo(at, now)}
    </time>
  );
}
