import { Segments } from '#renderer/ui/Segments.tsx';

interface ChoiceFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  /** What the chosen one means. */
  readonly text: string;
}

/** One of a few, each said in a word, and what the chosen one means. */
export const ChoiceField = <Value extends string>({ text, ...segments }: ChoiceFieldProps<Value>) => (
  <div className="credential-choice">
    <span className="field-label" aria-hidden>
      {segments.label}
    </span>
    <Segments {...segments} />
    <span className="quiet">{text}</span>
  </div>
);
