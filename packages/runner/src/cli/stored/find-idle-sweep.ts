import { SweepdeckError } from '@sweepdeck/core/errors';
import type { SweepSummary } from '../../records/records.ts';
import type { StoreReader } from '../../store/store.ts';
import { findTarget, targetWord } from './find-target.ts';

/**
 * Finds a sweep that nobody runs.
 * @throws SweepdeckError `sweep-not-found`, `target-ambiguous`, `target-not-a-sweep`, `sweep-is-running`
 */
export function findIdleSweep(reader: StoreReader, wanted: string): SweepSummary {
  const target = findTarget(reader, wanted);
  if (target.type === 'trial') throw notASweep(target.trial);
  const { sweep } = target;
  if (sweep.status !== 'running') return sweep;
  throw new SweepdeckError({
    code: 'sweep-is-running',
    message: `Sweep s${sweep.id} (${sweep.name}) is running.`,
    hint: `Stop it with \`runner stop ${targetWord(sweep)}\`, or wait until it has ended.`,
  });
}

/** Makes the error for a trial where a sweep is expected. */
export function notASweep({ id, sweepId }: { readonly id: number; readonly sweepId: number }): SweepdeckError {
  return new SweepdeckError({
    code: 'target-not-a-sweep',
    message: `t${id} is a trial; expected a sweep.`,
    hint: `Its sweep is s${sweepId}.`,
  });
}
