import type { SweepStatus, TrialStatus } from '../../contract/index.ts';

interface StatusBadgeProps {
  readonly status: SweepStatus | TrialStatus | 'stopped';
  /** True for a running sweep that waits for `runner resume`. */
  readonly isOnPause?: boolean;
}

/** A status, by word and colour. */
export function StatusBadge({ status, isOnPause = false }: StatusBadgeProps) {
  return (
    <span class={`badge badge-${isOnPause ? 'paused' : status}`} data-testid="status">
      {isOnPause ? 'on pause' : status}
    </span>
  );
}
