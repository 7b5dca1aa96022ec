import { rerankRows, type Leader } from '@sweepdeck/runner/records';
import type { LeaderboardRow, Sweep } from '../../contract/index.ts';
import { plural } from '../format.ts';
import { describeLeader } from './leader.ts';
import type { Selection } from './selection.ts';

/** What the reader's own ticks say beside the answer of the sweep. */
export interface TickedAnswer {
  /** `Of 3 ticked cells`. */
  readonly scope: string;
  /** Null while none of them has finished a trial. */
  readonly leader: Leader<LeaderboardRow> | null;
}

/**
 * The ticked cells that pass the filters, compared among themselves; of a single one, its place. Null without ticks of
 * the reader's own: the best five are ticked for their curves alone.
 * @param shown the cells that pass the filters, ranked among themselves
 */
export function answerOfTicked(
  shown: readonly LeaderboardRow[],
  { colors, isDefault, hiddenCount }: Pick<Selection, 'colors' | 'isDefault' | 'hiddenCount'>,
  sweep: Pick<Sweep, 'objective' | 'repeats' | 'folds' | 'diverged'>,
): TickedAnswer | null {
  const ticked = shown.filter(({ cell }) => colors.has(cell));
  const [first] = ticked;
  if (isDefault || first === undefined) return null;
  const hidden = hiddenCount === 0 ? '' : ` (${hiddenCount} more hidden by the filters)`;
  const scope = `Of ${plural(ticked.length, 'ticked cell')}${hidden}`;
  if (ticked.length > 1) return { scope, leader: describeLeader(rerankRows(ticked), sweep) };
  const { rank, isTied } = first;
  const headline = `${isTied ? 'shares' : 'has'} rank ${rank} of ${plural(shown.length, 'cell')}.`;
  return { scope: `Ticked${hidden}`, leader: rank === null ? null : { row: first, headline, caution: null } };
}
