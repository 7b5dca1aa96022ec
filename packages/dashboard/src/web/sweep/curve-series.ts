import type { Curve, LeaderboardRow, MetricName } from '../../contract/index.ts';
import type { CurveSeries } from '../charts/learning-curves/curve-data.ts';

/** Groups curves of trials by cell and split for the chart. Cells without a colour are not selected. */
export function toCurveSeries(
  curves: readonly Curve[],
  metrics: readonly (readonly [MetricName, 'train' | 'validation'])[],
  rows: readonly LeaderboardRow[],
  colors: ReadonlyMap<string, number>,
): CurveSeries[] {
  const rowByCell = new Map(rows.map((row) => [row.cell, row]));
  return [...colors].flatMap(([cell, colorIndex]) =>
    metrics.flatMap(([metric, split]) => {
      const own = curves.filter((curve) => curve.cell === cell && curve.metric === metric);
      if (own.length === 0) return [];
      const runs = own.map(({ trialId, epochs, values }) => ({
        trialId,
        points: epochs.map((epoch, index) => ({ epoch, value: values[index] ?? Number.NaN })),
        hasDiverged: values.some((value) => !Number.isFinite(value)),
      }));
      return [{ cell, label: rowByCell.get(cell)?.label ?? cell, colorIndex, split, runs }];
    }),
  );
}
