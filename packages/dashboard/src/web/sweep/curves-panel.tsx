import { useMemo } from 'preact/hooks';
import { routes, type LeaderboardRow, type RouteResponse } from '../../contract/index.ts';
import { useRoute } from '../api/use-route.ts';
import { ChartCanvas } from '../widgets/chart-canvas.tsx';
import { trainDash } from '../charts/learning-curves/curve-datasets.ts';
import { buildLearningCurvesConfig } from '../charts/learning-curves/learning-curves.ts';
import { seriesStyle } from '../charts/parts/palette.ts';
import { plural } from '../words/counts.ts';
import { drawnMetric, metricTitle } from '../words/metrics.ts';
import { fullParameters } from '../words/full-value.ts';
import { FailureNote } from '../shell/loading.tsx';
import { patchQuery } from '../shell/router.ts';
import { useTheme } from '../shell/theme.ts';
import {
  type CurveSplits,
  curveMetricNames,
  curveSplits,
  isOfTraining,
  readCurveMetric,
  storedMetrics,
} from './curve-metric.ts';
import { toCurveSeries } from './curve-series.ts';
import { LegendLine } from './legend-line.tsx';
import { Choice, Segments } from '../widgets/panel-controls.tsx';
import { repeatNoun } from '../words/repeats.ts';
import type { Selection } from './selection.ts';

interface CurvesPanelProps {
  readonly data: RouteResponse<typeof routes.sweep>;
  /** The cells that pass the filters, best first. */
  readonly shown: readonly LeaderboardRow[];
  readonly query: URLSearchParams;
  readonly selection: Selection;
}

const heightPx = 320;

/** Learning curves of the ticked cells, with a band over the repeats if there are several. */
export function CurvesPanel({ data: { sweep, rows }, shown, query, selection }: CurvesPanelProps) {
  const { theme } = useTheme();
  const metric = readCurveMetric(query, sweep.objective.name);
  const metrics = storedMetrics(metric);
  const cells = [...selection.colors.keys()].toSorted();
  const { data, failure, retry } = useRoute(
    routes.curves,
    { id: sweep.id },
    { cells, metrics: metrics.map(([name]) => name) },
    (notice) => notice.type === 'sweep-changed' && notice.sweepId === sweep.id,
  );
  const noun = repeatNoun(sweep);
  const colorKey = JSON.stringify([...selection.colors]);
  const metricKey = `${metric.name}/${metric.splits}`;
  const config = useMemo(() => {
    const series = toCurveSeries(data?.curves ?? [], metrics, rows, selection.colors);
    return buildLearningCurvesConfig({ metric: drawnMetric(metric.name), series, repeatNoun: noun }, theme);
    // The keys represent `metrics` and the colours, which are new objects on every render.
  }, [data, rows, theme, noun, colorKey, metricKey]);
  return (
    <section class="panel" aria-labelledby="curves-title">
      <div class="panel-head">
        <h2 id="curves-title">Learning curves</h2>
        {shown.length === rows.length ? null : <span class="muted">of {plural(shown.length, 'filtered cell')}</span>}
        <div class="panel-controls">
          <Choice
            label="Metric"
            value={metric.name}
            options={curveMetricNames.map((name) => [name, metricTitle(name)] as const)}
            onChange={(name) => patchQuery({ metric: name })}
          />
          {isOfTraining(metric.name) ? null : (
            <Segments
              label="Split"
              value={metric.splits}
              options={curveSplits}
              onChange={(splits) => patchQuery({ split: splits === 'validation' ? null : splits })}
            />
          )}
        </div>
      </div>
      {failure === undefined ? null : <FailureNote failure={failure} onRetry={retry} />}
      <CurveLegend rows={shown} selection={selection} splits={metric.splits} />
      <ChartCanvas
        id="curves"
        label={`${metricTitle(metric.name)} by epoch of ${cells.length} selected cells; the leaderboard has the values`}
        config={config}
        heightPx={heightPx}
      />
    </section>
  );
}

interface CurveLegendProps {
  readonly rows: readonly LeaderboardRow[];
  readonly selection: Selection;
  readonly splits: CurveSplits;
}

/** Every curve with its colour and dashes, in the order of the leaderboard. */
function CurveLegend({ rows, selection, splits }: CurveLegendProps) {
  const { theme } = useTheme();
  const { colors, hiddenCount } = selection;
  const hidden = hiddenCount === 0 ? null : `${plural(hiddenCount, 'ticked cell')} hidden by the filters.`;
  if (colors.size === 0)
    return <p class="muted legend">{hidden ?? 'Tick cells in the leaderboard to draw their curves.'}</p>;
  return (
    <ul class="legend" data-testid="curve-legend">
      {rows
        .filter(({ cell }) => colors.has(cell))
        .map(({ cell, label, parameters }) => {
          const { color, dash } = seriesStyle(colors.get(cell) ?? 0, theme.mode);
          return (
            <li key={cell} title={fullParameters(parameters)}>
              <LegendLine color={color} dash={splits === 'train' ? trainDash : dash} />
              {label}
            </li>
          );
        })}
      {splits === 'both' ? (
        <li class="muted">
          <LegendLine color={theme.muted} dash={trainDash} />
          train
        </li>
      ) : null}
      {hidden === null ? null : <li class="muted">{hidden}</li>}
    </ul>
  );
}
