import { useEffect, useState } from 'preact/hooks';
import { chartThemes, type ChartTheme, type ThemeMode } from '../charts/parts/theme.ts';

export type ThemeChoice = ThemeMode | 'system';

const storageKey = 'sweepdeck.theme';
const changed = 'sweepdeck:theme';
const systemDark = matchMedia('(prefers-color-scheme: dark)');

export function readThemeChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    // Storage can be blocked; the system's theme is a good default.
    return 'system';
  }
}

export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (choice === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
  } catch {
    // The choice is applied even if it cannot be stored.
  }
  applyTheme(choice);
  dispatchEvent(new Event(changed));
}

export function applyTheme(choice: ThemeChoice): void {
  document.documentElement.dataset['theme'] = resolve(choice);
}

function resolve(choice: ThemeChoice): ThemeMode {
  if (choice !== 'system') return choice;
  return systemDark.matches ? 'dark' : 'light';
}

/** Returns the current theme and the choice that led to it. */
export function useTheme(): { readonly choice: ThemeChoice; readonly theme: ChartTheme } {
  const [choice, setChoice] = useState(readThemeChoice);
  const [mode, setMode] = useState(() => resolve(readThemeChoice()));
  useEffect(() => {
    const update = () => {
      const next = readThemeChoice();
      applyTheme(next);
      setChoice(next);
      setMode(resolve(next));
    };
    systemDark.addEventListener('change', update);
    addEventListener(changed, update);
    return () => {
      systemDark.removeEventListener('change', update);
      removeEventListener(changed, update);
    };
  }, []);
  return { choice, theme: chartThemes[mode] };
}
