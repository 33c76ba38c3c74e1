import { createInstance, type TFunction } from 'i18next';

const english = {
  file: 'File',
  openDataFolder: 'Open data folder',
  edit: 'Edit',
  view: 'View',
  help: 'Help',
  entraDocs: 'Provisioning with Microsoft Entra ID',
  reminders: {
    tokenExpires_one: '{{label}} expires in {{count}} day. Syncing stops then.',
    tokenExpires_other: '{{label}} expires in {{count}} days. Syncing stops then.',
    tokenExpired: '{{label}} has expired. Whoever sends it is refused.',
    secretExpires_one: 'A secret of {{label}} expires in {{count}} day.',
    secretExpires_other: 'A secret of {{label}} expires in {{count}} days.',
    secretExpired: 'A secret of {{label}} has expired.',
    handoverReady: 'The new token has taken over: {{label}} can retire.',
    handoverOldInUse: '{{label}} is still in use beside the token that replaces it.',
    recoveryKeyDrill: 'Try the recovery key again: it was not proved lately.',
    recoveryKeyMissing: 'There is no recovery key. Without it, a locked door stays locked.',
  },
} as const;

/** The words of the menu and the notifications in the person's language; English where there is no translation. */
export async function loadDesktopTexts(language: string): Promise<TFunction> {
  const texts = createInstance();
  return texts.init({ lng: language, fallbackLng: 'en', resources: { en: { translation: english } } });
}
