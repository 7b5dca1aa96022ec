import { nameRepeats, repeatPlanOf, repeatsWith } from '@sweepdeck/runner/records';
import type { LeaderboardRow, Sweep } from '../../contract/index.ts';
import { seriesColor } from '../charts/parts/palette.ts';
import { useTheme } from '../shell/theme.ts';
import { rowLink } from '../tables/row-link.ts';
import { trialAddress, type Column } from './leaderboard-columns.tsx';
import type { Selection } from './selection.ts';

interface LeaderboardLineProps {
  readonly row: LeaderboardRow;
  readonly sweep: Pick<Sweep, 'id' | 'repeats' | 'folds'>;
  readonly columns: readonly Column[];
  readonly selection: Selection;
  /** True for the row that the tab key reaches. */
  readonly isFirst: boolean;
}

/** A cell of the sweep; its checkbox has the colour of its curve. */
export function LeaderboardLine({ row, sweep, columns, selection, isFirst }: LeaderboardLineProps) {
  const { theme } = useTheme();
  const address = trialAddress(row, sweep.id);
  const colorIndex = selection.colors.get(row.cell);
  return (
    <tr {...(address === undefined ? {} : rowLink(address))} data-cell={row.cell} tabIndex={isFirst ? 0 : -1}>
      <td class="tick">
        <label style={colorIndex === undefined ? {} : { '--swatch': seriesColor(colorIndex, theme.mode) }}>
          <input
            type="checkbox"
            checked={colorIndex !== undefined}
            tabIndex={-1}
            aria-label={`Draw the curves of ${row.label}`}
            onChange={() => selection.toggle(row.cell)}
          />
        </label>
      </td>
      {columns.map(({ id, isNumber, render }) => (
        <td key={id} class={isNumber ? 'number' : undefined}>
          {render(row)}
        </td>
      ))}
      <td>
        <SeedCounts row={row} sweep={sweep} />
      </td>
    </tr>
  );
}

const words = ['finished', 'running', 'diverged', 'failed', 'pending'] as const;

/** The state of its repeats in words, naming those without a result; just `3` when all have finished. */
function SeedCounts({ row, sweep }: Pick<LeaderboardLineProps, 'row' | 'sweep'>) {
  const { counts } = row;
  const shown = words.filter((status) => counts[status] > 0);
  if (shown.length === 1 && shown[0] === 'finished') return <span class="muted">{counts.finished}</span>;
  return (
    <span class="seed-counts">
      {shown.map((status) => (
        <span key={status} class={`count-${status}`}>
          {describeCount(row, status, sweep)}
        </span>
      ))}
    </span>
  );
}

function describeCount(
  row: LeaderboardRow,
  status: (typeof words)[number],
  sweep: LeaderboardLineProps['sweep'],
): string {
  const isNamed = (status === 'diverged' || status === 'failed') && row.counts[status] < row.repeats.length;
  return `${isNamed ? nameRepeats(repeatsWith(row, status), repeatPlanOf(sweep)) : row.counts[status]} ${status}`;
}
