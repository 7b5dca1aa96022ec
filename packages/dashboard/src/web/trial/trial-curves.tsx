import { useMemo } from 'preact/hooks';
import type { EvaluationMetricName, MetricSeries, routes, RouteResponse } from '../../contract/index.ts';
import { ChartCanvas } from '../widgets/chart-canvas.tsx';
import type { CurveSeries } from '../charts/learning-curves/curve-data.ts';
import { buildLearningCurvesConfig } from '../charts/learning-curves/learning-curves.ts';
import { drawnMetric, metricTitle } from '../words/metrics.ts';
import { useTheme } from '../shell/theme.ts';

type TrialData = RouteResponse<typeof routes.trial>;

/** Accuracy and loss by epoch, train against validation. */
export function TrialCurves({ data }: { readonly data: TrialData }) {
  return (
    <section class="panel" aria-labelledby="curves-title">
      <div class="panel-head">
        <h2 id="curves-title">Learning curves</h2>
        <span class="muted">validation solid, train dashed</span>
      </div>
      <div class="columns">
        <TrialCurve data={data} name="accuracy" />
        <TrialCurve data={data} name="loss" />
      </div>
    </section>
  );
}

function TrialCurve({ data, name }: { readonly data: TrialData; readonly name: EvaluationMetricName }) {
  const { theme } = useTheme();
  const config = useMemo(() => {
    const series = (['validation', 'train'] as const).flatMap((split) => toSeries(data, `${split}.${name}`, split));
    return buildLearningCurvesConfig({ metric: drawnMetric(name), series }, theme);
  }, [data, name, theme]);
  return (
    <ChartCanvas
      id={`curve/${name}`}
      label={`${metricTitle(name)} by epoch, train and validation; the table of epochs has the values`}
      config={config}
      heightPx={260}
    />
  );
}

function toSeries({ trial, label, series }: TrialData, metric: string, split: CurveSeries['split']): CurveSeries[] {
  const own = series.find((one: MetricSeries) => one.metric === metric);
  if (own === undefined) return [];
  const points = own.epochs.map((epoch, index) => ({ epoch, value: own.values[index] ?? Number.NaN }));
  const run = { trialId: trial.id, points, hasDiverged: trial.status === 'diverged' };
  return [{ cell: trial.cell, label, colorIndex: 0, split, runs: [run] }];
}
