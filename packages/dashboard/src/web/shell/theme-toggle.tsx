import { chooseTheme, useTheme, type ThemeChoice } from './theme.ts';

const next: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: 'light', light: 'dark', dark: 'system' };
const names: Readonly<Record<ThemeChoice, string>> = { system: 'System', light: 'Light', dark: 'Dark' };
const signs: Readonly<Record<ThemeChoice, string>> = { system: '◐', light: '○', dark: '●' };

export function ThemeToggle() {
  const { choice } = useTheme();
  return (
    <button
      type="button"
      class="quiet"
      data-testid="theme"
      aria-label={`Theme: ${names[choice]}. Change to ${names[next[choice]]}`}
      onClick={() => chooseTheme(next[choice])}
    >
      <span aria-hidden="true">{signs[choice]}</span> {names[choice]}
    </button>
  );
}
