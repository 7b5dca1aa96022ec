import type { EndStatus } from '../../records/statuses.ts';
import { expireControls } from './control-rows.ts';
import type { StoreConnection } from './store-connection.ts';

/**
 * Ends a sweep's hold. Attempts that still run become interrupted. Runs in the caller's transaction.
 * @param secondsOf returns how long an attempt has run; null when not known
 */
export function closeSweep(
  connection: StoreConnection,
  sweepId: number,
  { status, secondsOf }: { readonly status: EndStatus; readonly secondsOf: (attemptId: number) => number | null },
): void {
  const { all, change, now } = connection;
  change(
    `UPDATE trial SET status = 'pending' WHERE status = 'running' AND id IN
       (SELECT trial_id FROM attempt WHERE sweep_id = ? AND status = 'running')`,
    sweepId,
  );
  const left = all<{ id: number }>(`SELECT id FROM attempt WHERE sweep_id = ? AND status = 'running'`, sweepId);
  for (const { id } of left) {
    change(
      `UPDATE attempt SET status = 'interrupted', failure_kind = 'interrupted', finished_at = ?, seconds = ? WHERE id = ?`,
      now,
      secondsOf(id),
      id,
    );
  }
  change(
    `UPDATE sweep SET status = ?, process_id = NULL, hold_token = NULL, hold_boot = NULL, hold_pid_namespace = NULL,
       heartbeat_at = NULL, heartbeat_uptime_ms = NULL, updated_at = ?, revision = revision + 1 WHERE id = ?`,
    status,
    now,
    sweepId,
  );
  expireControls(connection, sweepId, now);
}
