// What tests of dialogs do without a pointer.
import { expect } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';

export const dialog = (name: string) => browser.getByRole('dialog', { name });
export const button = (name: string | RegExp) => browser.getByRole('button', { name });
export const press = (keys: string): Promise<void> => userEvent.keyboard(keys);

/** Opens what a button opens, from the button. */
export async function openBy(name: string): Promise<void> {
  await expect.element(button(name)).toBeEnabled();
  button(name).element().focus();
  await press('{Enter}');
}
