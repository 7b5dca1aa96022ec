import { useMemo } from 'preact/hooks';
import { routes, type RouteResponse } from '../../contract/index.ts';
import { useRoute } from '../api/use-route.ts';
import { ChartCanvas } from '../chart-canvas.tsx';
import { buildLearningCurvesConfig } from '../charts/learning-curves.ts';
import { seriesColor } from '../charts/palette.ts';
import { metricKind, metricTitle } from '../format.ts';
import { FailureNote } from '../shell/loading.tsx';
import { patchQuery } from '../shell/router.ts';
import { useTheme } from '../shell/theme.ts';
import { curveMetricNames, curveSplits, metricGoal, readCurveMetric, storedMetrics } from './curve-metric.ts';
import { toCurveSeries } from './curve-series.ts';
import { Choice, Segments } from './panel-controls.tsx';
import { repeatNoun } from './repeats.ts';
import type { Selection } from './selection.ts';

interface CurvesPanelProps {
  readonly data: RouteResponse<typeof routes.sweep>;
  readonly query: URLSearchParams;
  readonly selection: Selection;
}

const heightPx = 320;

/** Learning curves of the ticked cells: a band over the repeats where there are several. */
export function CurvesPanel({ data: { sweep, rows }, query, selection }: CurvesPanelProps) {
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
    const shown = { title: metricTitle(metric.name), kind: metricKind(metric.name), goal: metricGoal(metric.name) };
    return buildLearningCurvesConfig({ metric: shown, series, repeatNoun: noun }, theme);
    // The keys stand for `metrics` and the colours, which are made anew on every render.
  }, [data, rows, theme, noun, colorKey, metricKey]);
  return (
    <section class="panel" aria-labelledby="curves-title">
      <div class="panel-head">
        <h2 id="curves-title">Learning curves</h2>
        <div class="panel-controls">
          <Choice
            label="Metric"
            value={metric.name}
            options={curveMetricNames.map((name) => [name, metricTitle(name)] as const)}
            onChange={(name) => patchQuery({ metric: name })}
          />
          {metric.name === 'gradient_norm' ? null : (
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
      <CurveLegend rows={rows} selection={selection} hasTrain={metric.splits === 'both'} />
      <ChartCanvas
        id="curves"
        label={`${metricTitle(metric.name)} by epoch of ${cells.length} chosen cells; the leaderboard holds the values`}
        config={config}
        heightPx={heightPx}
      />
    </section>
  );
}

interface CurveLegendProps {
  readonly rows: CurvesPanelProps['data']['rows'];
  readonly selection: Selection;
  readonly hasTrain: boolean;
}

function CurveLegend({ rows, selection, hasTrain }: CurveLegendProps) {
  const { theme } = useTheme();
  if (selection.colors.size === 0)
    return <p class="muted legend">Tick cells in the leaderboard to draw their curves.</p>;
  return (
    <ul class="legend">
      {rows
        .filter(({ cell }) => selection.colors.has(cell))
        .map(({ cell, label }) => (
          <li key={cell} style={{ '--swatch': seriesColor(selection.colors.get(cell) ?? 0, theme.mode) }}>
            {label}
          </li>
        ))}
      {hasTrain ? <li class="plain muted">validation solid, train dashed</li> : null}
    </ul>
  );
}
