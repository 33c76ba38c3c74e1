import type { Translate } from './translate.ts';

const dayMs = 86_400_000;

/** Whole days until an instant, rounded up as the core counts them; negative when it has passed. */
export const daysUntil = (at: string, now: number): number => Math.ceil((Date.parse(at) - now) / dayMs);

/** "today", "in 7 days", "2 days ago". */
export function sayDays(days: number, t: Translate): string {
  if (days < 0) return t('ui.days.ago', { count: -days });
  return days > 0 ? t('ui.days.in', { count: days }) : t('ui.days.today');
}
