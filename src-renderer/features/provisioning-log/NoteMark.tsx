import { IconNote } from '@tabler/icons-react';
import type { Translate } from '#renderer/ui/translate.ts';

/** How many notes a request has, quiet: most providers deviate all the time, and all is well. */
export const NoteMark = ({ count, t }: { readonly count: number; readonly t: Translate }) => (
  <span className="log-noted num" title={t('log.noteCount', { count })}>
    <IconNote size={13} stroke={1.7} aria-hidden />
    <span aria-hidden>{count}</span>
    <span className="visually-hidden">{t('log.noteCount', { count })}</span>
  </span>
);
