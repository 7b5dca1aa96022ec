import type { TrialKeys } from '../../records/records.ts';
import type { StoreConnection } from './store-connection.ts';

/**
 * Uses a cell's former keys for all its repeats if the store knows the cell by them, or the sweep has it under its
 * former hash. The cell thus stays one cell.
 */
export function withFormerKeys<Trial extends TrialKeys>(
  { get, all }: Pick<StoreConnection, 'get' | 'all'>,
  sweepId: number,
  trials: readonly Trial[],
): readonly Trial[] {
  if (trials.every(({ former }) => former === undefined)) return trials;
  const placed = all<{ cell: string }>(
    'SELECT DISTINCT cell FROM trial WHERE id IN (SELECT trial_id FROM sweep_trial WHERE sweep_id = ?)',
    sweepId,
  );
  const known = new Set(placed.map(({ cell }) => cell));
  for (const { former } of trials) {
    if (former !== undefined && get('SELECT 1 FROM trial WHERE key = ? LIMIT 1', former.key) !== undefined)
      known.add(former.cell);
  }
  return trials.map((trial) =>
    trial.former !== undefined && known.has(trial.former.cell) ? { ...trial, ...trial.former } : trial,
  );
}
