import { saveText } from './save-text.ts';

/** Saves a document as an indented JSON file. */
export const saveJson = (fileName: string, document: unknown): void =>
  saveText(fileName, `${JSON.stringify(document, null, 2)}\n`, 'application/json');
