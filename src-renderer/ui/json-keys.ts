// The keys of a JSON editor, undo included. CodeMirror leaves editing to the browser and to a package of commands of
// which these few would be all that is used. Tab is not among them: it goes on to the next control.
import { EditorSelection, type ChangeSet, type EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, type Command } from '@codemirror/view';

interface Step {
  readonly changes: ChangeSet;
  readonly selection: EditorSelection;
}

/** Keys within this time of each other are undone together. */
const pauseMs = 400;
const deepest = 200;

function createHistory(): Extension {
  let undone: Step[] = [];
  let done: Step[] = [];
  let lastAt = -Infinity;
  let travelling = false;

  const remember = EditorView.updateListener.of(({ docChanged, changes, startState }) => {
    if (!docChanged || travelling) return;
    const step: Step = { changes: changes.invert(startState.doc), selection: startState.selection };
    const now = performance.now();
    const last = now - lastAt < pauseMs ? done.pop() : undefined;
    lastAt = now;
    done.push(last === undefined ? step : { changes: step.changes.compose(last.changes), selection: last.selection });
    if (done.length > deepest) done = done.slice(-deepest);
    undone = [];
  });
  const travel =
    (from: () => Step[], to: () => Step[]): Command =>
    (view) => {
      const step = from().pop();
      if (step === undefined) return true;
      const { doc, selection } = view.state;
      to().push({ changes: step.changes.invert(doc), selection });
      travelling = true;
      view.dispatch({ changes: step.changes, selection: step.selection, scrollIntoView: true });
      travelling = false;
      lastAt = -Infinity;
      return true;
    };
  const undo = travel(
    () => done,
    () => undone,
  );
  const redo = travel(
    () => undone,
    () => done,
  );
  return [
    remember,
    keymap.of([
      { key: 'Mod-z', run: undo, shift: redo, preventDefault: true },
      { key: 'Mod-y', run: redo, preventDefault: true },
    ]),
  ];
}

/** Spaces at the beginning of the line, and two more behind an opening bracket. */
function indentation(state: EditorState): string {
  const line = state.doc.lineAt(state.selection.main.from);
  const before = line.text.slice(0, state.selection.main.from - line.from);
  const spaces = /^ */.exec(before)?.[0] ?? '';
  return /[[{]\s*$/.test(before) ? `${spaces}  ` : spaces;
}

const breakLine: Command = (view) => {
  view.dispatch(view.state.replaceSelection(`\n${indentation(view.state)}`), { scrollIntoView: true });
  return true;
};

const selectAll: Command = (view) => {
  view.dispatch({ selection: EditorSelection.single(0, view.state.doc.length) });
  return true;
};

/** Also what is selected beyond the lines that are drawn. */
const removeSelected: Command = (view) => {
  if (view.state.selection.main.empty) return false;
  view.dispatch(view.state.replaceSelection(''), { scrollIntoView: true });
  return true;
};

export const jsonKeys = (): Extension => [
  createHistory(),
  keymap.of([
    { key: 'Enter', run: breakLine },
    { key: 'Mod-a', run: selectAll },
    { key: 'Backspace', run: removeSelected },
    { key: 'Delete', run: removeSelected },
  ]),
];
