import { rerankRows } from '@sweepdeck/runner/records';
import { useEffect } from 'preact/hooks';
import { routes, type RouteResponse } from '../../contract/index.ts';
import { useRoute } from '../api/use-route.ts';
import { FailureNote, Skeleton } from '../shell/loading.tsx';
import { CurvesPanel } from './curves-panel.tsx';
import { FilterNote } from './filter-note.tsx';
import { HeatmapPanel } from './heatmap-panel.tsx';
import { LeaderboardPanel } from './leaderboard-panel.tsx';
import { filterRows, isFiltered, readLeaderboardView } from './leaderboard-view.ts';
import { useSelection } from './selection.ts';
import { SweepHeader } from './sweep-header.tsx';

interface SweepPageProps {
  readonly id: string;
  readonly query: URLSearchParams;
}

export function SweepPage({ id, query }: SweepPageProps) {
  const { data, failure, retry } = useRoute(
    routes.sweep,
    { id },
    {},
    (notice) => notice.type === 'sweep-changed' && String(notice.sweepId) === id,
  );
  const name = data?.sweep.name;
  useEffect(() => {
    document.title = `${name ?? `Sweep ${id}`} · Sweepdeck`;
  }, [name, id]);
  return (
    <section class="page">
      <nav class="crumbs" aria-label="Breadcrumb">
        <a href="/">Sweeps</a>
      </nav>
      {data === undefined && failure !== undefined ? <h1>Sweep {id}</h1> : null}
      {failure === undefined ? null : (
        <FailureNote failure={failure} onRetry={failure.status === 404 || failure.status === 400 ? undefined : retry} />
      )}
      {data === undefined ? (
        failure === undefined ? (
          <Skeleton lines={12} />
        ) : null
      ) : (
        <Overview data={data} query={query} />
      )}
    </section>
  );
}

interface OverviewProps {
  readonly data: RouteResponse<typeof routes.sweep>;
  readonly query: URLSearchParams;
}

function Overview({ data, query }: OverviewProps) {
  const { rows, axes } = data;
  const view = readLeaderboardView(query, axes);
  const shown = isFiltered(view) ? rerankRows(filterRows(rows, view)) : rows;
  const selection = useSelection(query, rows, shown);
  return (
    <>
      <SweepHeader data={data} shown={shown} selection={selection}>
        <FilterNote view={view} axes={axes} rows={rows} shown={shown} />
      </SweepHeader>
      <LeaderboardPanel data={data} view={view} selection={selection} />
      <CurvesPanel data={data} shown={shown} query={query} selection={selection} />
      <HeatmapPanel data={data} shown={shown} query={query} selection={selection} />
      <details class="panel source">
        <summary>Sweep file</summary>
        <pre tabIndex={0}>
          <code>{data.source}</code>
        </pre>
      </details>
    </>
  );
}
