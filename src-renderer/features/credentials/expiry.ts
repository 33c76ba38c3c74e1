/** How long a token lives: a number of days, never ends, or ends with a day of choice. */
export const expiryChoices = ['never', '90', '180', '365', 'date'] as const;
export type ExpiryChoice = (typeof expiryChoices)[number];

const dayMs = 86_400_000;

/** When a token expires, as an ISO time; null for never. `day` (2027-05-20) ends with its last second, local time. */
export function expiryOf(choice: ExpiryChoice, day: string, now = Date.now()): string | null {
  if (choice === 'never') return null;
  if (choice === 'date') return new Date(`${day}T23:59:59`).toISOString();
  return new Date(now + Number(choice) * dayMs).toISOString();
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The local day of an instant as an `<input type="date">` writes it. */
export function localDay(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** From this many days before it expires, a credential is called to attention: when the first reminder comes. */
const soonDays = 30;

export const isSoon = (expiresAt: string | null, now: number): boolean =>
  expiresAt !== null && Date.parse(expiresAt) - now < soonDays * dayMs;
