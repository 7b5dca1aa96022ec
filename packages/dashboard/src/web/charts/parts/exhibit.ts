import type { ChartConfiguration } from 'chart.js';
import type { ChartTheme } from './theme.ts';

/** A fixture drawn by a chart's builder. */
export interface Exhibit {
  readonly name: string;
  readonly heightPx: number;
  readonly maxWidthPx?: number;
  readonly build: (theme: ChartTheme) => ChartConfiguration;
}

/** The gallery's section of a chart: the file `exhibits.ts` in the chart's folder exports it as `exhibits`. */
export interface ChartExhibits {
  readonly title: string;
  readonly exhibits: readonly Exhibit[];
}

/** Draws each fixture with the chart's builder, at the given size. */
export function exhibitsOf<Data>(
  title: string,
  fixtures: Readonly<Record<string, Data>>,
  build: (data: Data, theme: ChartTheme) => unknown,
  size: (data: Data) => Pick<Exhibit, 'heightPx' | 'maxWidthPx'>,
): ChartExhibits {
  const exhibits = Object.entries(fixtures).map(([name, data]) => ({
    name,
    ...size(data),
    // Chart.js's chart types are invariant in their data; this is where all kinds meet.
    build: (theme: ChartTheme) => build(data, theme) as ChartConfiguration,
  }));
  return { title, exhibits };
}
