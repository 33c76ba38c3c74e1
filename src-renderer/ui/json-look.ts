// How JSON looks in CodeMirror, to read and to write. Editors live in a shadow root: there style-mod uses adopted style
// sheets, which the content security policy allows; in the document it would inject a <style>.
import { json } from '@codemirror/lang-json';
import { HighlightStyle, foldGutter, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView, drawSelection, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: tags.string, color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--violet)' },
]);

const look = EditorView.theme({
  '&': {
    fontSize: '12px',
    border: '1px solid var(--json-border, var(--line))',
    borderRadius: 'var(--radius-m)',
    background: 'var(--sunken)',
    color: 'var(--ink)',
    height: 'var(--json-exact-height, auto)',
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

/** Colours, line numbers and folding. */
export const jsonLook: Extension = [
  json(),
  lineNumbers(),
  foldGutter(),
  drawSelection(),
  syntaxHighlighting(colours),
  look,
];

/** The element's shadow root, made when there is none yet. */
export const shadowOf = (host: HTMLElement): ShadowRoot => host.shadowRoot ?? host.attachShadow({ mode: 'open' });
