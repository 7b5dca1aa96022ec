import type { SweepStatus, TrialStatus } from '../../contract/index.ts';

/** A status, by word and colour. */
export function StatusBadge({ status }: { readonly status: SweepStatus | TrialStatus | 'stopped' }) {
  return (
    <span class={`badge badge-${status}`} data-testid="status">
      {status}
    </span>
  );
}
