import type { ChartConfiguration } from 'chart.js';
import type { ChartTheme } from './theme.ts';

/** One fixture drawn by one chart's builder. */
export interface Exhibit {
  readonly name: string;
  readonly heightPx: number;
  readonly maxWidthPx?: number;
  readonly build: (theme: ChartTheme) => ChartConfiguration;
}

/** What the gallery shows of a chart: the file `exhibits.ts` in the chart's folder exports one as `exhibits`. */
export interface ChartExhibits {
  readonly title: string;
  readonly exhibits: readonly Exhibit[];
}

/** Draws each fixture with the chart's builder; `size` says how large. */
export function exhibitsOf<Data>(
  title: string,
  fixtures: Readonly<Record<string, Data>>,
  build: (data: Data, theme: ChartTheme) => unknown,
  size: (data: Data) => Pick<Exhibit, 'heightPx' | 'maxWidthPx'>,
): ChartExhibits {
  const exhibits = Object.entries(fixtures).map(([name, data]) => ({
    name,
    ...size(data),
    // Chart.js's types of charts do not vary with their data: this is where all kinds meet.
    build: (theme: ChartTheme) => build(data, theme) as ChartConfiguration,
  }));
  return { title, exhibits };
}
