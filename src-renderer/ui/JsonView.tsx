// JSON read-only, folded and coloured by CodeMirror. It lives in a shadow root: there style-mod uses adopted style
// sheets, which the content security policy allows; in the document it would inject a <style>.
import { json } from '@codemirror/lang-json';
import { HighlightStyle, foldGutter, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, drawSelection, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: tags.string, color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--violet)' },
]);

const look = EditorView.theme({
  '&': {
    fontSize: '12px',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius-m)',
    background: 'var(--sunken)',
    color: 'var(--ink)',
    maxHeight: 'var(--json-height, 420px)',
  },
  '.cm-scroller': { overflow: 'auto', lineHeight: '17px' },
  '.cm-content, .cm-gutters': { fontFamily: 'var(--font-mono)' },
  '.cm-gutters': { background: 'transparent', color: 'var(--ink-3)', border: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { background: 'var(--accent-soft) !important' },
  '.cm-foldPlaceholder': { background: 'var(--hover)', border: '1px solid var(--line)', color: 'var(--ink-2)' },
  '&.cm-focused': { outline: '2px solid var(--focus)' },
});

/** Shows text as JSON; text that is not JSON is shown as it is. */
export default function JsonView({ text, label }: { readonly text: string; readonly label: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return undefined;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const view = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: text,
        extensions: [
          json(),
          lineNumbers(),
          foldGutter(),
          drawSelection(),
          syntaxHighlighting(colours),
          look,
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.contentAttributes.of({
            'aria-label': label,
            'aria-readonly': 'true',
            role: 'textbox',
            tabindex: '0',
          }),
        ],
      }),
    });
    return () => view.destroy();
  }, [text, label]);
  return <div ref={host} className="json" />;
}
