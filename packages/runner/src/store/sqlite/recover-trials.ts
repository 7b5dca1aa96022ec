import { givenUp, givenUpCode, killsBeforeGivenUp, runKilled } from '../../records/killed-runs.ts';
import { toJsonColumn } from './json-column.ts';
import { readKills } from './read-kills.ts';
import type { StoreConnection } from './store-connection.ts';

/**
 * Repairs the trials that a dead process left, when a sweep takes them over: those that are still `running` become
 * interrupted unless another living sweep trains them, and failed trials become pending. Runs in the caller's
 * transaction.
 *
 * @returns whether an attempt was interrupted
 */
export function recoverTrials(
  { all, change, isSweepHeld, now }: StoreConnection,
  trialIds: readonly number[],
  { sweepId, retriesGivenUp }: { readonly sweepId: number; readonly retriesGivenUp: boolean },
): boolean {
  if (trialIds.length === 0) return false;
  const ids = JSON.stringify(trialIds);
  const running = all<{ id: number; sweep_id: number; trial_id: number }>(
    `SELECT id, sweep_id, trial_id FROM attempt WHERE status = 'running'
     AND trial_id IN (SELECT value FROM json_each(?))`,
    ids,
  );
  let isRecovered = false;
  for (const attempt of running) {
    if (attempt.sweep_id !== sweepId && isSweepHeld(attempt.sweep_id)) continue;
    isRecovered = true;
    change(
      `UPDATE attempt SET status = 'interrupted', failure_kind = 'interrupted', error = ?, finished_at = ? WHERE id = ?`,
      toJsonColumn(runKilled),
      now,
      attempt.id,
    );
    const { count, epoch } = readKills({ all }, attempt.trial_id);
    if (count < killsBeforeGivenUp) continue;
    const error = toJsonColumn(givenUp(count, epoch));
    change(`UPDATE trial SET status = 'failed', error = ?, finished_at = ? WHERE id = ?`, error, now, attempt.trial_id);
  }
  change(
    `UPDATE trial SET status = 'pending', error = NULL, started_at = NULL, finished_at = NULL
     WHERE status IN ('running', 'failed') AND id IN (SELECT value FROM json_each(?))
     AND (? OR status <> 'failed' OR coalesce(json_extract(error, '$.code'), '') <> ?)
     AND NOT EXISTS (SELECT 1 FROM attempt WHERE attempt.trial_id = trial.id AND attempt.status = 'running')`,
    ids,
    retriesGivenUp ? 1 : 0,
    givenUpCode,
  );
  return isRecovered;
}
