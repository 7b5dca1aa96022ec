import type { LeaderboardRow, ValueAxis } from '../../contract/index.ts';
import { outOf } from '../words/counts.ts';
import { patchQuery } from '../shell/router.ts';
import { describeFilters, isFiltered, withoutFilters, type LeaderboardView } from './leaderboard-view.ts';

interface FilterNoteProps {
  readonly view: LeaderboardView;
  readonly axes: readonly ValueAxis[];
  readonly rows: readonly LeaderboardRow[];
  readonly shown: readonly LeaderboardRow[];
}

/**
 * Says that the page shows only a part of the sweep, which part, and how to clear the filters. Empty without filters.
 */
export function FilterNote({ view, axes, rows, shown }: FilterNoteProps) {
  if (!isFiltered(view)) return null;
  return (
    <div class="filter-note" role="status" data-testid="filter-note">
      <p>
        <strong>{outOf(shown.length, rows.length, 'cell')}</strong> {shown.length === 1 ? 'passes' : 'pass'} the
        filters: {describeFilters(view, axes)}. Headline, leaderboard, curves and heatmap show only these.
      </p>
      <button type="button" onClick={() => patchQuery(withoutFilters(axes))}>
        Clear filters
      </button>
    </div>
  );
}
