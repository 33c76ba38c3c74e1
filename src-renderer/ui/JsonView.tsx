import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { jsonLook, shadowOf } from './json-look.ts';

/** Shows text as JSON, folded and coloured; text that is not JSON is shown as it is. */
export default function JsonView({ text, label }: { readonly text: string; readonly label: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return undefined;
    const root = shadowOf(host.current);
    const view = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: text,
        extensions: [
          jsonLook,
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
