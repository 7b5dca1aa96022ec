import type { TrialCounts } from '../../contract/index.ts';

const shown = ['finished', 'diverged', 'failed', 'running'] as const;

export function countTrials(counts: TrialCounts): { readonly total: number; readonly done: number } {
  const done = counts.finished + counts.diverged;
  return { total: done + counts.failed + counts.running + counts.pending, done };
}

/** The trials of a sweep by status, as parts of a bar. */
export function ProgressBar({ counts }: { readonly counts: TrialCounts }) {
  const { total, done } = countTrials(counts);
  const text = shown.filter((status) => counts[status] > 0).map((status) => `${counts[status]} ${status}`);
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label="Trials"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={`${done} of ${total} done`}
      title={text.join(', ')}
    >
      {shown.map((status) => (
        <span
          key={status}
          class={`progress-${status}`}
          style={{ width: `${total === 0 ? 0 : (100 * counts[status]) / total}%` }}
        />
      ))}
    </div>
  );
}
