import type { SweepRecord } from '../../records/records.ts';
import type { SweepStatus, TrialStatus } from '../../records/statuses.ts';
import type { Style } from './style.ts';
import type { TableCell } from './table.ts';

/** Colors a status; sweeps and trials use the same colors everywhere. */
export function statusCell(status: SweepStatus | TrialStatus, style: Style): Extract<TableCell, object> {
  const paint = {
    finished: style.green,
    running: style.blue,
    paused: style.yellow,
    interrupted: style.yellow,
    diverged: style.yellow,
    failed: style.red,
    pending: style.dim,
  }[status];
  return { text: status, paint };
}

/** Colors the status of a sweep. One that waits for `runner resume` is on pause. */
export function sweepStatusCell(
  { status, onPauseSince }: Pick<SweepRecord, 'status' | 'onPauseSince'>,
  style: Style,
): Extract<TableCell, object> {
  return onPauseSince === null ? statusCell(status, style) : { text: 'on pause', paint: style.yellow };
}
