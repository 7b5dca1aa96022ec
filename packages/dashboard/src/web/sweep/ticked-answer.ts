import { rerankRows, type Leader } from '@sweepdeck/runner/records';
import type { LeaderboardRow, Sweep } from '../../contract/index.ts';
import { plural } from '../words/counts.ts';
import { describeLeader } from './leader.ts';
import type { Selection } from './selection.ts';

/** The answer for the cells that the reader has ticked, beside the answer for the sweep. */
export interface TickedAnswer {
  /** `Of 3 ticked cells`. */
  readonly scope: string;
  /** Null until one of them has finished a trial. */
  readonly leader: Leader<LeaderboardRow> | null;
}

/**
 * Compares the ticked cells that match the filters among themselves; for a single one, returns its rank. Null if the
 * reader has ticked nothing: the best five are ticked by default only for their curves.
 *
 * @param shown the cells that match the filters, ranked among themselves
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
