export type ThemeMode = 'light' | 'dark';

/** The colours and fonts of the page around a chart. Colours are six-digit hex, so that charts can derive tints. */
export interface ChartTheme {
  readonly mode: ThemeMode;
  /** Text and marks that must be read. */
  readonly ink: string;
  /** Axis titles, ticks and secondary text; at least 4.5:1 on the background and the surface. */
  readonly muted: string;
  readonly grid: string;
  /** Background of the page. */
  readonly background: string;
  /** Background of cards, tables and tooltips. Charts are drawn on it. */
  readonly surface: string;
  readonly fontFamily: string;
}

const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

export const lightTheme: ChartTheme = {
  mode: 'light',
  ink: '#1b1f27',
  muted: '#5a6270',
  grid: '#e6e8ec',
  background: '#f6f7f9',
  surface: '#ffffff',
  fontFamily,
};

export const darkTheme: ChartTheme = {
  mode: 'dark',
  ink: '#e9ecf1',
  muted: '#a0a8b6',
  grid: '#2b313b',
  background: '#0f1217',
  surface: '#171b22',
  fontFamily,
};

export const chartThemes: Readonly<Record<ThemeMode, ChartTheme>> = { light: lightTheme, dark: darkTheme };
