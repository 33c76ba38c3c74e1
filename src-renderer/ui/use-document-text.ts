import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseJson } from './parse-json.ts';

export interface DocumentText {
  readonly text: string;
  /** What is wrong with the text; null while it was not looked at or is right. */
  readonly fault: string | null;
  /** Puts a document in its place. */
  readonly set: (document: object) => void;
  /** What a person typed, pasted or opened. */
  readonly write: (text: string) => void;
  /** The document, or null, and then the fault says why. */
  readonly read: () => Record<string, unknown> | null;
  readonly fail: (fault: string) => void;
}

const print = (document: object): string => JSON.stringify(document, null, 2);

/** A JSON object as text while it is being edited, or a text to begin with; `onWrite` hears that it is another one. */
export function useDocumentText(document: object | string, onWrite: () => void): DocumentText {
  const { t } = useTranslation();
  const [text, setText] = useState(() => (typeof document === 'string' ? document : print(document)));
  const [fault, fail] = useState<string | null>(null);
  const write = (next: string): void => {
    setText(next);
    fail(null);
    onWrite();
  };
  const read = (): Record<string, unknown> | null => {
    const parsed = parseJson(text);
    if (!parsed.ok) {
      const { line, reason } = parsed;
      fail(line === null ? t('ui.notJson', { reason }) : t('ui.notJsonLine', { line, reason }));
      return null;
    }
    const { value } = parsed;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    fail(t('ui.notJsonObject'));
    return null;
  };
  return { text, fault, set: (next) => write(print(next)), write, read, fail };
}
