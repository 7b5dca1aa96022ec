import type { SweepStatus, TrialStatus } from '../../records/statuses.ts';
import type { Style } from './style.ts';
import type { TableCell } from './table.ts';

/** Colors a status; sweeps and trials use the same colors everywhere. */
export function statusCell(status: SweepStatus | TrialStatus, style: Style): TableCell {
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
