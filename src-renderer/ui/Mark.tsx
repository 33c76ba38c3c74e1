/** Rollcall's mark: three tally strokes and a check. */
export const Mark = ({ size = 20 }: { readonly size?: number }) => (
  <svg className="mark" width={size} height={size} viewBox="0 0 20 20" fill="none" strokeLinecap="round" aria-hidden>
    <path d="M3.5 4v8M7.5 4v9M11.5 4v8" strokeWidth="1.7" opacity=".55" />
    <path d="M2 11.5l5 5L18 4" strokeWidth="2.2" strokeLinejoin="round" />
  </svg>
);
