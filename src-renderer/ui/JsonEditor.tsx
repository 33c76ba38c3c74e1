import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { jsonLook, shadowOf } from './json-look.ts';

export interface JsonEditorProps {
  readonly label: string;
  /** Read aloud with the field: what it wants, what is wrong. */
  readonly description: string;
  readonly invalid: boolean;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** JSON to write. */
export default function JsonEditor({ label, description, invalid, value, onChange }: JsonEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  // What is outside the editor now; the editor itself is made once.
  const now = useRef({ label, description, invalid, value, onChange });
  useEffect(() => {
    now.current = { label, description, invalid, value, onChange };
    // Elements in a shadow root cannot refer to those outside of it, so that descriptions are texts of their own.
    const content = view.current?.contentDOM;
    content?.setAttribute('aria-description', description);
    content?.setAttribute('aria-invalid', String(invalid));
    const doc = view.current?.state.doc;
    if (doc !== undefined && doc.toString() !== value) {
      view.current?.dispatch({ changes: { from: 0, to: doc.length, insert: value } });
    }
  });
  useEffect(() => {
    if (host.current === null) return undefined;
    const root = shadowOf(host.current);
    const made = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: now.current.value,
        extensions: [
          jsonLook,
          history(),
          // Tab is not among them: it goes on to the next control.
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({
            'aria-label': now.current.label,
            'aria-description': now.current.description,
            'aria-invalid': String(now.current.invalid),
            'aria-multiline': 'true',
            role: 'textbox',
            spellcheck: 'false',
          }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged && state.doc.toString() !== now.current.value) now.current.onChange(state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      made.destroy();
      view.current = null;
    };
  }, []);
  return <div ref={host} className="json" />;
}
