import type { ChartDataset } from 'chart.js';
import { withAlpha } from '../parts/color.ts';
import type { CurveRange } from './curve-range.ts';
import { lastFinitePoint, summarizeEpochs, type EpochSummary } from './curve-statistics.ts';
import type { CurveRun, CurveSeries, LearningCurvesData } from './curve-data.ts';
import { seriesStyle } from '../parts/palette.ts';
import type { ChartTheme } from '../parts/theme.ts';

export interface CurveDatum {
  readonly x: number;
  /** The drawn position, kept near the axis because a canvas cannot draw to 1e300. */
  readonly y: number;
  /** The measured value; NaN for the mark of a run that never had a finite one. */
  readonly value: number;
  /** Number of runs with a finite value at this epoch. */
  readonly runCount: number;
  /** Set when the point belongs to a single run. */
  readonly trialId?: number;
}

/** `run` is a diverged run, with its cross in `diverged`; `mean`, `low` and `high` summarize the others. */
export type CurveRole = 'mean' | 'low' | 'high' | 'run' | 'diverged';

export type CurveDataset = ChartDataset<'line', CurveDatum[]> & {
  readonly cell: string;
  readonly split: CurveSeries['split'];
  readonly role: CurveRole;
  /** Number of runs that may contribute to a point. */
  readonly runTotal: number;
  readonly borderDash?: number[];
  /** The line's colour at full strength, for tooltips. */
  readonly signColor: string;
};

/** With more series, bands are omitted: they would hide the lines. */
const maxSeriesWithBands = 16;
/** Dash pattern of train curves, whatever that of the validation curve. */
export const trainDash = [4, 3];

/** Tells whether there are too many lines to distinguish: they are then thin, pale and unlabelled. */
export function isCrowded(data: LearningCurvesData): boolean {
  return data.series.length > 40;
}

/** Orders marks first and bands last, because Chart.js draws the first dataset on top. */
export function buildCurveDatasets(data: LearningCurvesData, range: CurveRange, theme: ChartTheme): CurveDataset[] {
  const marks: CurveDataset[] = [];
  const lines: CurveDataset[] = [];
  const bands: CurveDataset[] = [];
  for (const series of data.series) {
    const look = lineLook(series, data, theme);
    const base = { cell: series.cell, split: series.split, label: series.label, signColor: look.sign };
    const converged = series.runs.filter((run) => !run.hasDiverged);
    const epochs = summarizeEpochs(converged, data.band ?? 'range');
    const line = (quantity: 'mean' | 'low' | 'high') => points(epochs, quantity, converged, range);
    if (epochs.length > 0) {
      const shape = lineShape(look, epochs.length === 1);
      lines.push({ ...base, ...shape, role: 'mean', runTotal: converged.length, data: line('mean') });
    }
    for (const run of series.runs.filter(({ hasDiverged }) => hasDiverged)) {
      const own = summarizeEpochs([run], 'range');
      const shape = { ...lineShape(look, false), borderWidth: 1.25 };
      if (own.length > 0)
        lines.push({ ...base, ...shape, role: 'run', runTotal: 1, data: points(own, 'mean', [run], range) });
      marks.push({ ...base, ...markLook(look.mark), role: 'diverged', runTotal: 1, data: [mark(run, data, range)] });
    }
    if (data.series.length > maxSeriesWithBands || !epochs.some((epoch) => epoch.high > epoch.low)) continue;
    const shape = { ...base, ...bandShape(look, epochs.length === 1), runTotal: converged.length };
    bands.push({ ...shape, role: 'low', data: line('low'), fill: false });
    bands.push({ ...shape, role: 'high', data: line('high'), fill: '-1' });
  }
  return [...marks, ...lines, ...bands];
}

function points(
  epochs: readonly EpochSummary[],
  quantity: 'mean' | 'low' | 'high',
  runs: readonly CurveRun[],
  range: CurveRange,
): CurveDatum[] {
  const [only, second] = runs;
  const id = only !== undefined && second === undefined ? { trialId: only.trialId } : {};
  return epochs.map((epoch) => {
    const value = epoch[quantity];
    return { x: epoch.epoch, y: nearAxis(value, range), value, runCount: epoch.count, ...id };
  });
}

type LineLook = ReturnType<typeof lineLook>;

function lineLook(series: CurveSeries, data: LearningCurvesData, theme: ChartTheme) {
  const { color, dash } = seriesStyle(series.colorIndex, theme.mode);
  const isTrain = series.split === 'train';
  const isOneOfMany = isCrowded(data);
  const manyAlpha = Math.min(0.5, Math.max(0.15, 60 / data.series.length));
  const alpha = isOneOfMany ? manyAlpha : isTrain ? 0.75 : 1;
  return {
    line: alpha === 1 ? color : withAlpha(color, alpha),
    sign: color,
    mark: isOneOfMany ? withAlpha(color, 0.7) : color,
    band: withAlpha(color, theme.mode === 'light' ? 0.16 : 0.22),
    // Very many lines are told apart by hovering, not by dashes.
    dash: isTrain ? trainDash : isOneOfMany ? [] : [...dash],
    hoverRadiusPx: isOneOfMany ? 0 : 4,
    widthPx: isOneOfMany ? 1 : isTrain ? 1.25 : 2,
  };
}

function lineShape(look: LineLook, isPoint: boolean) {
  return {
    borderColor: look.line,
    backgroundColor: look.line,
    borderWidth: look.widthPx,
    borderDash: look.dash,
    borderJoinStyle: 'round' as const,
    tension: 0,
    fill: false as const,
    pointRadius: isPoint ? 4 : 0,
    pointHoverRadius: look.hoverRadiusPx,
    pointBorderWidth: 0,
    ...(isPoint ? { clip: false as const } : {}),
  };
}

/** The band of a single epoch has no area, so its ends are drawn as bars. */
function bandShape(look: LineLook, isPoint: boolean) {
  return {
    borderColor: look.band,
    backgroundColor: look.band,
    borderWidth: 0,
    pointRadius: isPoint ? 7 : 0,
    pointHoverRadius: isPoint ? 7 : 0,
    pointStyle: 'line' as const,
    pointBorderColor: look.line,
    pointBorderWidth: isPoint ? 1.5 : 0,
    ...(isPoint ? { clip: false as const } : {}),
  };
}

function markLook(color: string) {
  return {
    borderColor: color,
    backgroundColor: color,
    showLine: false,
    clip: false as const,
    fill: false,
    pointStyle: 'crossRot' as const,
    pointRadius: 5,
    pointHoverRadius: 6,
    pointBorderWidth: 2,
  };
}

/**
 * Puts the cross at the last finite point; a run without one is marked at its first epoch, at the bad end of the
 * axis.
 */
function mark(run: CurveRun, data: LearningCurvesData, range: CurveRange): CurveDatum {
  const last = lastFinitePoint(run);
  if (last === null) {
    const x = run.points[0]?.epoch ?? 1;
    const y = data.metric.goal === 'maximize' ? range.min : range.max;
    return { x, y, value: Number.NaN, runCount: 0, trialId: run.trialId };
  }
  const y = Math.min(range.max, Math.max(range.min, last.value));
  return { x: last.epoch, y, value: last.value, runCount: 1, trialId: run.trialId };
}

function nearAxis(value: number, { scale, min, max }: CurveRange): number {
  if (scale === 'logarithmic') return Math.min(max * 10, Math.max(min / 10, value));
  const span = max - min;
  return Math.min(max + span, Math.max(min - span, value));
}
