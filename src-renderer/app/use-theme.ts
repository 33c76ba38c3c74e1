import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { appearance, themeOf, type Theme } from '#renderer/features/settings/appearance.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** The theme that is shown; follows the system while that is what was chosen. Sets it on the document. */
export function useTheme(): Theme {
  const chosen = useStore(appearance);
  const [systemIsDark, setSystemIsDark] = useState(dark.matches);
  useEffect(() => {
    const follow = (): void => setSystemIsDark(dark.matches);
    dark.addEventListener('change', follow);
    return () => dark.removeEventListener('change', follow);
  }, []);
  const theme = themeOf(chosen, systemIsDark);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return theme;
}
