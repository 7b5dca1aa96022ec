import { SweepdeckError } from '@sweepdeck/core/errors';
import type { SweepRecord, SweepSummary, TrialRecord } from '../records/records.ts';
import { isDone, type EndStatus } from '../records/statuses.ts';
import type { Store } from '../store/store.ts';
import { BrokenOffError } from './broken-off-error.ts';

/** How far a run came. */
export interface RunProgress {
  /** Trials that failed in this run. */
  readonly failedHere: ReadonlySet<number>;
  /** True when the search has no further trial. */
  readonly isExhausted: boolean;
}

/** Releases the sweep with the status that its trials give it. */
export function closeSweep(
  store: Store,
  sweep: SweepRecord,
  progress: RunProgress,
): { readonly status: EndStatus; readonly summary: SweepSummary } {
  const status = endStatus(store.listTrials(sweep.id), progress);
  store.closeSweep(sweep.id, status);
  const summary = store.getSweep(sweep.id);
  if (summary === undefined) throw new Error(`sweep ${sweep.id} is no longer in the store`);
  return { status, summary };
}

function endStatus(trials: readonly TrialRecord[], { failedHere, isExhausted }: RunProgress): EndStatus {
  const left = trials.filter(({ status }) => !isDone(status));
  if (left.some(({ id, status }) => status !== 'failed' && !failedHere.has(id))) return 'paused';
  if (!isExhausted) return 'paused';
  return left.length > 0 ? 'failed' : 'finished';
}

/** Makes the error of a run that ended early. Saves the results of a store that is gone. */
export function brokenOff(store: Store, error: unknown): unknown {
  if (!(error instanceof SweepdeckError)) return error;
  const rescued = error.code === 'store-gone' ? store.rescue() : undefined;
  return new BrokenOffError(rescued === undefined ? error : withRescued(error, rescued));
}

/** Copies the results to a new folder. Kept weights are files beside the store and were lost with it. */
function withRescued({ code, message, cause }: SweepdeckError, directory: string): SweepdeckError {
  return new SweepdeckError({
    code,
    message: `${message} All results so far were saved in ${directory}.`,
    hint: `Continue with the same command and \`--store ${directory}\`, or move that folder to the store's old place.`,
    cause,
  });
}

/** The store has just refused a write. If it refuses this one too, the first error must stay visible. */
export function releaseQuietly(store: Store, sweep: SweepRecord): void {
  try {
    store.closeSweep(sweep.id, 'paused');
  } catch {
    // The next run finds that the sweep's process is gone and takes the sweep over.
  }
}
