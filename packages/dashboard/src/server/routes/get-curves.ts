import type { MetricPoint } from '@sweepdeck/runner/records';
import type { StoreReader } from '@sweepdeck/runner/store';
import type { MetricName, MetricSeries, routes, RouteResponse } from '../../contract/index.ts';
import { findSweep } from './find-sweep.ts';

/** Returns the curves of the selected cells; cells that are not in the sweep are ignored. */
export function getCurves(
  reader: StoreReader,
  sweepId: number,
  cells: readonly string[],
  metrics: readonly MetricName[],
): RouteResponse<typeof routes.curves> {
  findSweep(reader, sweepId);
  const wanted = new Set(cells);
  const trials = new Map(
    reader
      .listTrials(sweepId)
      .filter(({ cell }) => wanted.has(cell))
      .map((trial) => [trial.id, trial]),
  );
  const points = trials.size === 0 || metrics.length === 0 ? [] : reader.listMetrics([...trials.keys()], metrics);
  const curves = [...groupByTrial(points)].flatMap(([trialId, own]) => {
    const trial = trials.get(trialId);
    if (trial === undefined) return [];
    return toSeries(own).map((series) => ({ ...series, cell: trial.cell, trialId, repeat: trial.repeat }));
  });
  return { curves };
}

function groupByTrial(points: readonly MetricPoint[]): Map<number, MetricPoint[]> {
  const groups = new Map<number, MetricPoint[]>();
  for (const point of points) {
    const group = groups.get(point.trialId);
    if (group === undefined) groups.set(point.trialId, [point]);
    else group.push(point);
  }
  return groups;
}

/** Groups the points of one trial, sorted by name and epoch, into one series per name. */
export function toSeries(points: readonly MetricPoint[]): MetricSeries[] {
  const series = new Map<MetricName, { metric: MetricName; epochs: number[]; values: number[] }>();
  for (const { name, epoch, value } of points) {
    const one = series.get(name) ?? { metric: name, epochs: [], values: [] };
    one.epochs.push(epoch);
    one.values.push(value);
    series.set(name, one);
  }
  return [...series.values()];
}
