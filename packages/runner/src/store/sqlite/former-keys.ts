import type { TrialKeys } from '../../records/records.ts';
import type { StoreConnection } from './store-connection.ts';

/**
 * A cell that the store knows by its former keys, or that the sweep has under its former hash, keeps them in all its repeats,
 * so that it stays one cell.
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
