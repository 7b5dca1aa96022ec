import { rankCells } from '../../records/rank-cells.ts';
import type { SweepRecord } from '../../records/records.ts';
import { fromFloatColumns } from './float-column.ts';
import type { StoreConnection } from './store-connection.ts';
import type { TrialRow } from './rows.ts';

type ResultRow = Pick<TrialRow, 'cell' | 'status' | 'objective_value' | 'objective_kind'>;

/** Returns the mean objective over the repeats of the top-ranked cell; null until a trial has finished. */
export function readBestObjective({ all }: Pick<StoreConnection, 'all'>, sweep: SweepRecord): number | null {
  const rows = all<ResultRow>(
    `SELECT trial.cell, trial.status, trial.objective_value, trial.objective_kind
     FROM sweep_trial AS place JOIN trial ON trial.id = place.trial_id
     WHERE place.sweep_id = ? AND trial.status IN ('finished', 'diverged') ORDER BY place.position`,
    sweep.id,
  );
  const outcomes = rows.map(({ cell, status, objective_value: value, objective_kind: kind }) => ({
    cell,
    status,
    objective: kind === null ? null : fromFloatColumns(value, kind),
  }));
  return rankCells(sweep, outcomes)[0]?.objective?.mean ?? null;
}
