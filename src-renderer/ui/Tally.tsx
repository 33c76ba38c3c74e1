export type TallyStroke = 'clean' | 'partly' | 'failed' | 'quiet';

const colour: Record<TallyStroke, string> = {
  clean: 'var(--tick)',
  partly: 'var(--warn)',
  failed: 'var(--bad)',
  quiet: 'var(--line-control)',
};
const group = 46;
const stroke = 8;

/** Tally marks in fives, oldest first. A dot on the line is a quiet one; a dot below a stroke marks what went wrong. */
export function Tally({ strokes, label }: { readonly strokes: readonly TallyStroke[]; readonly label: string }) {
  const width = Math.ceil(strokes.length / 5) * group;
  return (
    <svg className="tally" width={width} height={26} viewBox={`0 0 ${width} 26`} role="img" aria-label={label}>
      {strokes.map((kind, index) => {
        const left = Math.floor(index / 5) * group;
        const place = index % 5;
        const x = left + 6 + place * stroke;
        const across = kind === 'quiet' ? '' : `M${left + 1} 16L${left + 35} 7`;
        const down = kind === 'quiet' ? `M${x} 19V19.5` : `M${x} 3.5V19.5`;
        return (
          // The strokes are a fixed row of half hours: their place is their identity.
          // oxlint-disable-next-line react/no-array-index-key
          <g key={index} stroke={colour[kind]}>
            <path d={place < 4 ? down : across} />
            {(kind === 'failed' || kind === 'partly') && (
              <circle cx={place < 4 ? x : left + 38} cy="24" r="1" fill={colour[kind]} />
            )}
          </g>
        );
      })}
    </svg>
  );
}
