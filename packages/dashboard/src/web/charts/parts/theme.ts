export type ThemeMode = 'light' | 'dark';

/** Everything a chart needs to know about the page around it. Colours are six-digit hex, so that charts can derive tints. */
export interface ChartTheme {
  readonly mode: ThemeMode;
  /** Text and marks that must be read. */
  readonly ink: string;
  /** Axis titles, ticks and secondary text; at least 4.5:1 on the background and the surface. */
  readonly muted: string;
  readonly grid: string;
  /** The page. */
  readonly background: string;
  /** Cards, tables and tooltips on the page. Charts are drawn on it. */
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
