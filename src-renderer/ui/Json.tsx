import { Suspense, lazy, useMemo } from 'react';

const JsonView = lazy(() => import('./JsonView.tsx'));

/** A document as indented JSON; what cannot be parsed stays as it came. */
export function printJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // a body that is not JSON is shown as it was sent: that may be the very reason it was refused
  }
}

/** JSON to read. CodeMirror is loaded when the first one is shown; until then the text keeps its place. */
export function Json({ text, label }: { readonly text: string; readonly label: string }) {
  const pretty = useMemo(() => printJson(text), [text]);
  return (
    <Suspense
      fallback={
        // A text box, as the viewer is one: it scrolls, so the keyboard must reach it.
        <textarea
          className="sunken-text json-plain mono"
          aria-label={label}
          readOnly
          wrap="off"
          rows={pretty.split('\n').length}
          value={pretty}
        />
      }
    >
      <JsonView text={pretty} label={label} />
    </Suspense>
  );
}
