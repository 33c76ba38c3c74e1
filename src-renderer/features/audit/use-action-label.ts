import { useTranslation } from 'react-i18next';

/** What an entry did, in words; an action that has none is shown by its name. */
export function useActionLabel(): (action: string) => string {
  const { t, i18n } = useTranslation();
  return (action) => {
    const key = `audit.action.${action}`;
    // The key is only known at run time: a newer Rollcall may have written the entry.
    return i18n.exists(key) ? t(key as 'audit.title') : action;
  };
}
