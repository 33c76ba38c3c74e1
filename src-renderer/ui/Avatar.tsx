import type { CSSProperties } from 'react';

const initials = (name: string): string => {
  const words = name.split(/[\s.@_-]+/).filter((word) => word !== '');
  const [first = '?', last = ''] = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  // By code point: half of one is no letter.
  return [first, last]
    .map(([letter = '']) => letter)
    .join('')
    .toUpperCase();
};

/** Degrees, the same for the same name. */
const hue = (name: string): number => {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return sum;
};

/** A person's initials on a colour of their own; decoration, the name stands beside it. */
export const Avatar = ({ name, large = false }: { readonly name: string; readonly large?: boolean }) => (
  <span
    className={large ? 'avatar avatar-large' : 'avatar'}
    style={{ '--hue': hue(name) } as CSSProperties}
    aria-hidden
  >
    {initials(name)}
  </span>
);
