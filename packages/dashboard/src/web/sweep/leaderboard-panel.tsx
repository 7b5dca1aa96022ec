import type { routes, RouteResponse } from '../../contract/index.ts';
import { plural } from '../format.ts';
import { patchQuery } from '../shell/router.ts';
import { AxisFilters } from './axis-filters.tsx';
import { LeaderboardTable } from './leaderboard-table.tsx';
import { axisQueryName, readLeaderboardView, viewLeaderboard } from './leaderboard-view.ts';
import { repeatNoun } from './repeats.ts';
import type { Selection } from './selection.ts';

interface LeaderboardPanelProps {
  readonly data: RouteResponse<typeof routes.sweep>;
  readonly query: URLSearchParams;
  readonly selection: Selection;
}

export function LeaderboardPanel({ data: { rows, axes, sweep }, query, selection }: LeaderboardPanelProps) {
  const view = readLeaderboardView(query, axes);
  const shown = viewLeaderboard(rows, view, axes);
  const isFiltered = view.text !== '' || view.chosen.size > 0;
  const clearFilters = () =>
    patchQuery({ q: null, ...Object.fromEntries(axes.map(({ path }) => [axisQueryName(path), null])) });
  return (
    <section class="panel" aria-labelledby="leaderboard-title">
      <div class="panel-head">
        <h2 id="leaderboard-title">Leaderboard</h2>
        <span class="muted" role="status" data-testid="row-count">
          {isFiltered ? `${shown.length} of ${plural(rows.length, 'cell')}` : plural(rows.length, 'cell')}
        </span>
        {isFiltered ? (
          <button type="button" class="quiet" onClick={clearFilters}>
            Clear filters
          </button>
        ) : null}
        <input
          class="search"
          type="search"
          placeholder="Filter…"
          aria-label="Filter the leaderboard by text"
          value={view.text}
          onInput={(event) => patchQuery({ q: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
      </div>
      <AxisFilters axes={axes} chosen={view.chosen} />
      <LeaderboardTable sweep={sweep} axes={axes} rows={shown} sort={view.sort} selection={selection} />
      <p class="panel-foot muted">
        Mean ± standard deviation over {repeatNoun(sweep)}s at each one's best epoch. {describeRanks(rows, sweep)}Ticked
        cells are drawn below. Keys: <kbd>j</kbd> <kbd>k</kbd> move, <kbd>space</kbd> ticks, <kbd>enter</kbd> opens.
        {selection.isDefault ? null : (
          <button type="button" class="link" onClick={selection.reset}>
            Tick the best five
          </button>
        )}
      </p>
    </section>
  );
}

/** What the marks of the ranking mean, where there are any. */
function describeRanks(
  rows: LeaderboardPanelProps['data']['rows'],
  sweep: LeaderboardPanelProps['data']['sweep'],
): string {
  const noun = repeatNoun(sweep);
  const lost = sweep.diverged === 'worst' ? 'counts as the worst value' : 'is left out';
  return [
    rows.some(({ isTied }) => isTied) ? `The ${noun}s cannot tell cells of one rank (=) apart. ` : '',
    rows.some(({ counts }) => counts.diverged > 0) ? `A diverged ${noun} ${lost}. ` : '',
  ].join('');
}
