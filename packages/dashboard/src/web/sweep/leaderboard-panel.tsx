import { useState } from 'preact/hooks';
import type { routes, RouteResponse } from '../../contract/index.ts';
import { outOf, plural } from '../words/counts.ts';
import { patchQuery } from '../shell/router.ts';
import { AxisFilters } from './axis-filters.tsx';
import { KeyHelp } from './key-help.tsx';
import { LeaderboardTable } from './leaderboard-table.tsx';
import { isFiltered, viewLeaderboard, type LeaderboardView } from './leaderboard-view.ts';
import { repeatNoun } from '../words/repeats.ts';
import { describeUndrawn, maxSelected, type Selection } from './selection.ts';

interface LeaderboardPanelProps {
  readonly data: RouteResponse<typeof routes.sweep>;
  readonly view: LeaderboardView;
  readonly selection: Selection;
}

export function LeaderboardPanel({ data: { rows, axes, sweep }, view, selection }: LeaderboardPanelProps) {
  const [isHelpOpen, setHelpOpen] = useState(false);
  const shown = viewLeaderboard(rows, view, axes);
  const showHelp = () => setHelpOpen(true);
  return (
    <section class="panel" aria-labelledby="leaderboard-title">
      <div class="panel-head">
        <h2 id="leaderboard-title">Leaderboard</h2>
        <span class="muted" role="status" data-testid="row-count">
          {isFiltered(view) ? outOf(shown.length, rows.length, 'cell') : plural(rows.length, 'cell')}
        </span>
        <span class="caution" role="status" data-testid="dropped">
          {describeUndrawn(selection)}
        </span>
        <input
          class="search"
          type="search"
          placeholder="Filter…"
          aria-label="Filter the page by text"
          value={view.text}
          onInput={(event) => patchQuery({ q: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
      </div>
      <AxisFilters axes={axes} chosen={view.chosen} />
      <LeaderboardTable
        sweep={sweep}
        axes={axes}
        rows={shown}
        sort={view.sort}
        selection={selection}
        onHelp={showHelp}
      />
      <p class="panel-foot muted">
        Mean ± standard deviation over {repeatNoun(sweep)}s at each one's best epoch. {describeRanks(rows, sweep)}Ticked
        cells are drawn below, {maxSelected} at most. Keys: <kbd>j</kbd> <kbd>k</kbd> move, <kbd>Enter</kbd> opens,{' '}
        <kbd>x</kbd> ticks.{' '}
        <button type="button" class="link" onClick={showHelp}>
          All keys (?)
        </button>{' '}
        {selection.isDefault ? null : (
          <button type="button" class="link" onClick={selection.reset}>
            Tick the best five
          </button>
        )}
      </p>
      <KeyHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </section>
  );
}

/** Explains the marks of the ranking, if there are any. */
function describeRanks(
  rows: LeaderboardPanelProps['data']['rows'],
  sweep: LeaderboardPanelProps['data']['sweep'],
): string {
  const noun = repeatNoun(sweep);
  const lost = sweep.diverged === 'worst' ? 'counts as the worst value' : 'is left out';
  return [
    rows.some(({ isTied }) => isTied) ? `The ${noun}s cannot distinguish cells that share a rank (=). ` : '',
    rows.some(({ counts }) => counts.diverged > 0) ? `A diverged ${noun} ${lost}. ` : '',
  ].join('');
}
