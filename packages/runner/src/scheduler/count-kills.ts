import { killsBeforeAlone, runKilled } from '../records/killed-runs.ts';
import type { AttemptRecord, TrialRecord } from '../records/records.ts';
import type { Store } from '../store/store.ts';

/**
 * Counts how often in a row, most recently, the run was killed while it trained a trial.
 *
 * A trial that another sweep trained is still stored as running when that sweep's process is gone, and becomes
 * interrupted only when somebody starts it again. Its last attempt counts here already. The store does not tell the
 * epochs of its attempts, so kills in different epochs count too: the trial then runs alone once more than needed.
 */
export function countKills(store: Pick<Store, 'getKills' | 'listAttempts'>, trial: TrialRecord): number {
  if (trial.attempts < killsBeforeAlone) return 0;
  const attempts = store.listAttempts(trial.id);
  if (!isLeftBehind(attempts.at(-1))) return store.getKills(trial.id).count;
  const other = attempts.findLastIndex((attempt) => !isLeftBehind(attempt) && attempt.error?.code !== runKilled.code);
  return attempts.length - 1 - other;
}

/** Tells whether an attempt's process is gone and nobody has stored that yet. */
function isLeftBehind(attempt: AttemptRecord | undefined): boolean {
  return attempt?.status === 'interrupted' && attempt.finishedAt === null;
}
