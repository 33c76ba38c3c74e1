// Numbers, sizes and times as the reader's language writes them; Intl only.

const english = 'en';
const number = new Intl.NumberFormat(english);
const clock = new Intl.DateTimeFormat(english, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});
const hourMinute = new Intl.DateTimeFormat(english, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dateTime = new Intl.DateTimeFormat(english, { dateStyle: 'medium', timeStyle: 'medium' });
const date = new Intl.DateTimeFormat(english, { day: 'numeric', month: 'short', year: 'numeric' });
const relative = new Intl.RelativeTimeFormat(english, { numeric: 'auto', style: 'short' });

export const formatNumber = (value: number): string => number.format(value);
/** 11:31:43.640 */
export const formatClock = (iso: string): string => clock.format(new Date(iso));
/** 11:30 */
export const formatHour = (iso: string): string => hourMinute.format(new Date(iso));
export const formatDateTime = (iso: string): string => dateTime.format(new Date(iso));
export const formatDate = (iso: string): string => date.format(new Date(iso));

export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return new Intl.NumberFormat(english, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1024 ** step);
}

/** "<1 ms", "17 ms". */
export const formatMilliseconds = (value: number): string =>
  `${value < 1 ? '<1' : number.format(Math.round(value))} ms`;

const spans = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
  ['month', 2_629_800],
  ['year', 31_557_600],
] as const;

type Span = (typeof spans)[number][0];

/** Whole units between two instants, in the largest unit that fits; negative for the past. */
function distance(iso: string, now: number): { readonly amount: number; readonly unit: Span } {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const [unit, length] = spans.findLast(([, size]) => Math.abs(seconds) >= size) ?? spans[0];
  return { amount: Math.trunc(seconds / length), unit };
}

/** "33 min. ago", "yesterday", "now"; clocks that differ by a moment never say "in 1 sec.". */
export function formatAgo(iso: string, now: number): string {
  const { amount, unit } = distance(iso, now);
  return relative.format(unit === 'second' && amount > -10 && amount < 10 ? 0 : amount, unit);
}

/** "33 min", where a word less fits better. */
export function formatAgoShort(iso: string, now: number): string {
  const { amount, unit } = distance(iso, now);
  if (unit === 'second' && Math.abs(amount) < 10) return relative.format(0, 'second');
  return new Intl.NumberFormat(english, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.abs(amount));
}
