import { killsInARow, runKilled, type Kills } from '../../records/killed-runs.ts';

interface Connection {
  all<Row>(sql: string, ...values: readonly unknown[]): Row[];
}

export function readKills({ all }: Connection, trialId: number): Kills {
  const rows = all<{ is_run_killed: 0 | 1; epochs: number }>(
    `SELECT status = 'interrupted' AND coalesce(json_extract(error, '$.code') = ?, 0) AS is_run_killed,
       coalesce(last_epoch, 0) AS epochs
     FROM attempt WHERE trial_id = ? ORDER BY id DESC`,
    runKilled.code,
    trialId,
  );
  return killsInARow(rows.map((row) => ({ isRunKilled: row.is_run_killed === 1, epochs: row.epochs })));
}
