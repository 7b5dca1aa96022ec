import type { Locator, Page } from 'playwright-core';

/** A drawn dataset, read from the chart itself. */
export interface DrawnDataset {
  readonly cell: string | undefined;
  readonly role: string | undefined;
  readonly data: readonly {
    readonly x: unknown;
    readonly y: unknown;
    readonly source?: { readonly value: number | null };
  }[];
}

/** Reads the datasets of a chart on the page; undefined while the chart is missing. */
export function readChart(page: Page, id: string): Promise<readonly DrawnDataset[] | undefined> {
  return page.evaluate((chartId) => {
    const shown = (
      globalThis as unknown as { __sweepdeck?: { charts: Map<string, { data: { datasets: DrawnDataset[] } }> } }
    ).__sweepdeck;
    const datasets = shown?.charts.get(chartId)?.data.datasets;
    return datasets?.map(({ cell, role, data }) => ({
      cell,
      role,
      data: data.map(({ x, y, source }) => ({
        x,
        y,
        ...(source === undefined ? {} : { source: { value: source.value } }),
      })),
    }));
  }, id);
}

/** Returns the cells whose mean curves are drawn, in the order of the chart. */
export async function curveCells(page: Page): Promise<string[]> {
  const datasets = (await readChart(page, 'curves')) ?? [];
  return datasets.flatMap(({ cell, role }) => (role === 'mean' && cell !== undefined ? [cell] : []));
}

/** Returns the rows of the leaderboard on the page. */
export function leaderboardLines(page: Page): Locator {
  return page.locator('[data-testid=leaderboard] tbody tr');
}

/** Returns the cells of the leaderboard's rows, from top to bottom. */
export function shownCells(page: Page): Promise<(string | null)[]> {
  return leaderboardLines(page).evaluateAll((rows) => rows.map((row) => row.getAttribute('data-cell')));
}
