import type { TrialResult } from '../../records/records.ts';
import type { DoneStatus } from '../../records/statuses.ts';
import type { AttemptOutcome } from '../store.ts';
import { toArtifactRows } from './artifact-rows.ts';
import { replaceCheckpoints } from './checkpoint-rows.ts';
import { toFloatColumns } from './float-column.ts';
import { toJsonColumn } from './json-column.ts';
import type { StoreConnection } from './store-connection.ts';

type Connection = Pick<StoreConnection, 'change'>;

interface EndedTrial {
  readonly trialId: number;
  readonly attemptId: number;
  /** The sweep that ran the attempt. */
  readonly sweepId: number;
  readonly now: number;
}

/** Stores the outcome of an attempt: a result with its artifacts, an error, or a trial that is pending again. */
export function storeOutcome(
  connection: Connection,
  { trialId, attemptId, sweepId, now }: EndedTrial,
  outcome: AttemptOutcome,
): void {
  const { change } = connection;
  switch (outcome.status) {
    case 'finished':
    case 'diverged':
      storeResult(connection, trialId, outcome.status, outcome.result, now);
      replaceCheckpoints(connection, outcome.finalState, { trialId, attemptId, now });
      change('UPDATE sweep_trial SET is_reused = 1 WHERE trial_id = ? AND sweep_id <> ?', trialId, sweepId);
      for (const { name, body } of toArtifactRows(outcome.artifacts ?? {}))
        change('INSERT INTO artifact (trial_id, name, body) VALUES (?, ?, ?)', trialId, name, body);
      break;
    case 'failed':
      if (outcome.isRetried === true) {
        change(`UPDATE trial SET status = 'pending' WHERE id = ?`, trialId);
        break;
      }
      change(
        `UPDATE trial SET status = 'failed', error = ?, finished_at = ? WHERE id = ?`,
        toJsonColumn(outcome.error),
        now,
        trialId,
      );
      break;
    case 'stopped':
      change(`UPDATE trial SET status = 'pending' WHERE id = ?`, trialId);
      break;
  }
}

function storeResult(
  { change }: Connection,
  trialId: number,
  status: DoneStatus,
  result: TrialResult,
  now: number,
): void {
  const objective = toFloatColumns(result.objective);
  change(
    `UPDATE trial SET status = ?, best_epoch = ?, objective_value = ?, objective_kind = ?, seconds = ?, divergence = ?,
       metrics = ?, finished_at = ? WHERE id = ?`,
    status,
    result.bestEpoch,
    objective.value,
    objective.kind,
    result.seconds,
    result.divergedAt === null ? null : toJsonColumn(result.divergedAt),
    toJsonColumn(result.metrics),
    now,
    trialId,
  );
}
