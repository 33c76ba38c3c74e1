// Every visible text comes from locales/en.json through i18next; the keys are checked by the compiler. Texts say
// `{{people}}`, `{{group}}` and so on where products have words of their own, which a tenant's profile knows.
import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { defaultProfile, type ProfileWords } from '#shared/tenant-profiles/index.ts';
import { capitalized } from '#renderer/ui/capitalized.ts';
import en from './locales/en.json' with { type: 'json' };

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    returnNull: false;
  }
}

/** Whether somebody who is `active: false` is "disabled" as everywhere, which has a verb, or something else. */
const hasUsualStates = ({ active, disabled }: ProfileWords): boolean =>
  active === defaultProfile.words.active && disabled === defaultProfile.words.disabled;

/** The console's texts in the words of a profile. `{{people, capital}}` begins a sentence. */
export function createTexts(words: ProfileWords): i18n {
  const texts = createInstance();
  void texts.init({
    lng: 'en',
    resources: { en: { translation: en, ownStates: en.words.ownStates } },
    defaultNS: hasUsualStates(words) ? 'translation' : 'ownStates',
    fallbackNS: 'translation',
    interpolation: {
      escapeValue: false, // React escapes
      defaultVariables: { ...words },
    },
    initAsync: false,
  });
  texts.services.formatter?.add('capital', (word) => capitalized(String(word)));
  return texts;
}

initReactI18next.init(createTexts(defaultProfile.words));
