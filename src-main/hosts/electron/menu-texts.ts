import { createInstance, type TFunction } from 'i18next';

const english = {
  file: 'File',
  openDataFolder: 'Open data folder',
  edit: 'Edit',
  view: 'View',
  help: 'Help',
  entraDocs: 'Provisioning with Microsoft Entra ID',
} as const;

/** The menu's words in the person's language; English where there is no translation. */
export async function loadMenuTexts(language: string): Promise<TFunction> {
  const texts = createInstance();
  return texts.init({ lng: language, fallbackLng: 'en', resources: { en: { translation: english } } });
}
