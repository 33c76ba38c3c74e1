export interface DeltaProps {
  readonly attribute: string;
  readonly from: string | null;
  readonly to: string | null;
  /** How many other attributes changed with it. */
  readonly more?: number;
}

/** `title  ~~Counsel~~ → Team Lead`. When space runs out the old value shrinks first, the new one last. */
export const Delta = ({ attribute, from, to, more = 0 }: DeltaProps) => (
  <span className="delta">
    <span className="delta-attribute">{attribute}</span>
    {from !== null && <del>{from}</del>}
    {(to !== null || from !== null) && <span className="delta-arrow">→</span>}
    {to === null ? <span className="delta-arrow">∅</span> : <em>{to}</em>}
    {more > 0 && <span className="delta-arrow num">+{more}</span>}
  </span>
);
