import { useMemo, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { useWords } from '#renderer/console-client/tenant-profiles.ts';
import { createTexts } from './i18n.ts';

/** Everything below it speaks in the words of the tenant's profile. */
export function Words({ children }: { readonly children: ReactNode }) {
  const words = useWords();
  const texts = useMemo(() => createTexts(words), [words]);
  return <I18nextProvider i18n={texts}>{children}</I18nextProvider>;
}
