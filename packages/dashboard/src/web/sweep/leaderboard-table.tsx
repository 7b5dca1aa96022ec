import { useRef } from 'preact/hooks';
import type { LeaderboardRow, ValueAxis, Sweep } from '../../contract/index.ts';
import { useMedia } from '../shell/media.ts';
import { navigate, patchQuery } from '../shell/router.ts';
import { SortHead } from '../tables/sort-head.tsx';
import { buildColumns, trialAddress } from './leaderboard-columns.tsx';
import { useLeaderboardKeys } from './leaderboard-keys.ts';
import { LeaderboardLine } from './leaderboard-line.tsx';
import { defaultSort } from './leaderboard-view.ts';
import { repeatNoun } from '../words/repeats.ts';
import type { Selection } from './selection.ts';

interface LeaderboardTableProps {
  readonly sweep: Sweep;
  readonly axes: readonly ValueAxis[];
  readonly rows: readonly LeaderboardRow[];
  readonly sort: string;
  readonly selection: Selection;
  readonly onHelp: () => void;
}

/** Every cell of the sweep in the chosen order. One row is in the tab order; the keys move between the others. */
export function LeaderboardTable({ sweep, axes, rows, sort, selection, onHelp }: LeaderboardTableProps) {
  const isNarrow = useMedia('(max-width: 640px)');
  const columns = buildColumns(sweep, axes, isNarrow);
  const table = useRef<HTMLTableElement>(null);
  useLeaderboardKeys(table, {
    toggle: selection.toggle,
    open: (cell) => {
      const row = rows.find((one) => one.cell === cell);
      const address = row === undefined ? undefined : trialAddress(row, sweep.id);
      if (address !== undefined) navigate(address);
    },
    showHelp: onHelp,
  });
  return (
    <div class="table-box tall">
      <table ref={table} class="table leaderboard" data-testid="leaderboard">
        <thead>
          <tr>
            <th class="tick">
              <span class="visually-hidden">Draw its curves</span>
            </th>
            {columns.map(({ firstSort, ...column }) =>
              firstSort === null ? (
                <th key={column.id} scope="col" class={column.isNumber ? 'number' : undefined}>
                  {column.title}
                </th>
              ) : (
                <SortHead
                  key={column.id}
                  column={{ ...column, firstSort }}
                  sort={sort}
                  onSort={(next) => patchQuery({ sort: next === defaultSort ? null : next })}
                />
              ),
            )}
            <th scope="col">{repeatNoun(sweep)}s</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <LeaderboardLine
              key={row.cell}
              row={row}
              sweep={sweep}
              columns={columns}
              selection={selection}
              isFirst={index === 0}
            />
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? <p class="no-rows muted">No cell matches the filters.</p> : null}
    </div>
  );
}
