import { useState } from 'react';
import { describe, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { JsonField } from '#renderer/ui/JsonField.tsx';
import { parseJson } from '#renderer/ui/parse-json.ts';
import { drawPage, emptyConsole } from './draw.tsx';

let text = '';
function Field({ start }: { readonly start: string }) {
  const [value, setValue] = useState(start);
  const change = (next: string): void => {
    text = next;
    setValue(next);
  };
  return <JsonField label="Document" description="A document" error={null} value={value} onChange={change} />;
}
const editor = () => browser.getByRole('textbox', { name: 'Document' });

async function edit(start: string): Promise<void> {
  text = start;
  await drawPage(emptyConsole(), <Field start={start} />);
  await expect.element(editor()).toHaveAttribute('contenteditable', 'true');
  await editor().click();
  await userEvent.keyboard('{Control>}{End}{/Control}');
}

describe('the JSON editor', () => {
  // The first of this file, so that the editor is not there yet.
  test('offers nothing to type into that it will replace', async () => {
    let early = 0;
    const watch = new MutationObserver(() => {
      early += document.querySelectorAll('textarea').length;
    });
    watch.observe(document, { childList: true, subtree: true });
    await edit('{}');
    watch.disconnect();
    expect(early).toBe(0);
    await userEvent.keyboard(' x');
    await expect.poll(() => text).toBe('{} x');
  });

  test('breaks a line with the indentation of the one before, deeper behind a bracket', async () => {
    await edit('');
    await userEvent.keyboard('{{{Enter}"a": [[{Enter}1');
    await expect.poll(() => text).toBe('{\n  "a": [\n    1');
  });

  test('takes back what was typed, and does it again', async () => {
    await edit('{}');
    await userEvent.keyboard(' x');
    await expect.poll(() => text).toBe('{} x');
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.poll(() => text).toBe('{}');
    await userEvent.keyboard('{Control>}{Shift>}Z{/Shift}{/Control}');
    await expect.poll(() => text).toBe('{} x');
  });

  test('selects and deletes everything, however much is drawn', async () => {
    await edit(
      JSON.stringify(
        Array.from({ length: 2_000 }, (_, n) => n),
        null,
        2,
      ),
    );
    await userEvent.keyboard('{Control>}a{/Control}{Delete}');
    await expect.poll(() => text).toBe('');
  });

  test('leaves Tab to the page', async () => {
    await edit('{}');
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    await expect.element(browser.getByRole('button', { name: 'Open file' })).toHaveFocus();
    expect(text).toBe('{}');
  });
});

describe('text that is no JSON', () => {
  test.each([
    ['{\n  "a": 1\n  "b": 2\n}', 3],
    ['[1, 2', 1],
  ])('%j: line %d', (source, line) => {
    expect(parseJson(source)).toMatchObject({ ok: false, line });
  });

  test('is quoted where the engine names no position', () => {
    expect(parseJson('{"a": nonsense}')).toEqual({
      ok: false,
      line: null,
      reason: expect.stringMatching(/^Unexpected token 'o', .*nonsense/),
    });
  });
});
