import { useMemo } from 'preact/hooks';
import {
  testedMetric,
  type LeaderboardRow,
  type routes,
  type RouteResponse,
  type Sweep,
} from '../../contract/index.ts';
import { ChartCanvas } from '../widgets/chart-canvas.tsx';
import { buildHeatmapConfig, heatmapDomain, heatmapHeightPx, type HeatmapDomain } from '../charts/heatmap/heatmap.ts';
import type { ChartTheme } from '../charts/parts/theme.ts';
import { plural } from '../words/counts.ts';
import { drawnMetric, metricTitle } from '../words/metrics.ts';
import { axisTitle } from '../words/parameters.ts';
import { navigate, patchQuery } from '../shell/router.ts';
import { useTheme } from '../shell/theme.ts';
import { chooseHeatmapAxes, narrowAxes, type HeatmapAxes } from './heatmap-axes.ts';
import { buildHeatmapTiles, type HeatmapMetric, type HeatmapTile } from './heatmap-data.ts';
import { Choice } from '../widgets/panel-controls.tsx';
import { repeatNoun } from '../words/repeats.ts';
import type { Selection } from './selection.ts';

interface HeatmapPanelProps {
  readonly data: RouteResponse<typeof routes.sweep>;
  /** The cells that pass the filters, ranked among themselves. */
  readonly shown: readonly LeaderboardRow[];
  readonly query: URLSearchParams;
  readonly selection: Selection;
}

const metricIds = ['objective', 'test', 'seconds'] as const;
type MetricId = (typeof metricIds)[number];

function heatmapMetric(id: MetricId, { objective, diverged }: Sweep): HeatmapMetric {
  switch (id) {
    case 'objective':
      return { ...drawnMetric(objective.name), read: (row) => row.objective, policy: diverged };
    case 'test':
      return {
        ...drawnMetric(testedMetric),
        goal: objective.goal,
        read: (row) => row.testAccuracy,
        readShade: (row) => row.objective,
      };
    case 'seconds':
      return { title: 'training time', kind: 'seconds', goal: 'minimize', read: (row) => row.seconds };
  }
}

/** The metric over the swept axes: one grid, or one per optimizer, all on the same colour scale. */
export function HeatmapPanel({ data: { sweep, rows, axes }, shown, query, selection }: HeatmapPanelProps) {
  const { theme } = useTheme();
  const chosenAxes = useMemo(() => chooseHeatmapAxes(axes), [JSON.stringify(axes)]);
  const id = metricIds.find((one) => one === query.get('heatmap')) ?? 'objective';
  const metric = useMemo(() => heatmapMetric(id, sweep), [id, sweep]);
  const tiles = useMemo(
    () => (chosenAxes === null ? [] : buildHeatmapTiles(shown, narrowAxes(chosenAxes, shown), metric)),
    [shown, chosenAxes, metric],
  );
  if (chosenAxes === null) return null;
  const domain = heatmapDomain(tiles.map(({ data }) => data));
  const drawn = new Set(tiles.flatMap(({ data }) => data.cells.map(({ cell }) => cell)));
  const ticks = { marked: 0, behind: 0 };
  for (const cell of selection.colors.keys()) ticks[drawn.has(cell) ? 'marked' : 'behind']++;
  const notes = describeNotes(chosenAxes, id, sweep, ticks);
  return (
    <section class="panel" aria-labelledby="heatmap-title">
      <div class="panel-head">
        <h2 id="heatmap-title">{describeAxes(chosenAxes)}</h2>
        {shown.length === rows.length ? null : <span class="muted">of {plural(shown.length, 'filtered cell')}</span>}
        <div class="panel-controls">
          <Choice
            label="Metric"
            value={id}
            options={metricIds.map((one) => [one, heatmapMetric(one, sweep).title] as const)}
            onChange={(one) => patchQuery({ heatmap: one === 'objective' ? null : one })}
          />
        </div>
      </div>
      {shown.length === 0 ? <p class="muted">No cell matches the filters.</p> : null}
      <div class="tiles">
        {(shown.length === 0 ? [] : tiles).map((tile) => (
          <Tile
            key={tile.id}
            tile={tile}
            domain={domain}
            theme={theme}
            title={metric.title}
            sweep={sweep}
            ticked={selection.colors}
          />
        ))}
      </div>
      {notes.length === 0 ? null : <p class="panel-foot muted">{notes.join(' ')}</p>}
    </section>
  );
}

function describeAxes({ x, y, multiples }: HeatmapAxes): string {
  const grid = y === null ? axisTitle(x.path) : `${axisTitle(x.path)} × ${axisTitle(y.path)}`;
  const text = multiples === null ? grid : `${grid}, by ${axisTitle(multiples.path)}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function describeNotes(
  { folded }: HeatmapAxes,
  id: MetricId,
  { objective }: Sweep,
  ticks: { readonly marked: number; readonly behind: number },
): string[] {
  const title = metricTitle(objective.name);
  const axes = folded.map(({ path }) => axisTitle(path)).join(', ');
  return [
    ...(folded.length === 0 ? [] : [`Each place shows the cell that ranks first by ${title} over ${axes}.`]),
    ...(ticks.marked > 0 ? ['A dot marks a ticked cell, in the colour of its curve.'] : []),
    ...(ticks.behind > 0
      ? [
          `${plural(ticks.behind, 'ticked cell')} ${ticks.behind === 1 ? 'is' : 'are'} hidden behind a better one in the same place.`,
        ]
      : []),
    ...(id === 'test' ? [`Colours and outlines follow ${title}, because test images must not choose anything.`] : []),
  ];
}

interface TileProps {
  readonly tile: HeatmapTile;
  readonly domain: HeatmapDomain | null;
  readonly theme: ChartTheme;
  readonly title: string;
  readonly sweep: Sweep;
  /** Place in the palette of each ticked cell. */
  readonly ticked: ReadonlyMap<string, number>;
}

function Tile({ tile, domain, theme, title, sweep, ticked }: TileProps) {
  const noun = repeatNoun(sweep);
  const data = useMemo(
    () => ({ ...tile.data, repeatNoun: noun, ticked, ...(domain === null ? {} : { domain }) }),
    [tile.data, noun, domain?.min, domain?.max, JSON.stringify([...ticked])],
  );
  const config = useMemo(() => buildHeatmapConfig(data, theme), [data, theme]);
  const open = (_dataset: number, index: number) => {
    const trialId = data.cells[index]?.trialIds[0];
    if (trialId !== undefined) navigate(`/trials/${trialId}?sweep=${sweep.id}`);
  };
  return (
    <figure class="tile">
      {tile.title === '' ? null : <figcaption>{tile.title}</figcaption>}
      <ChartCanvas
        id={`heatmap/${tile.id}`}
        label={`Heatmap of ${title}${tile.title === '' ? '' : ` for ${tile.title}`}; the leaderboard has the values`}
        config={config}
        heightPx={heatmapHeightPx(data)}
        onPick={open}
      />
    </figure>
  );
}
