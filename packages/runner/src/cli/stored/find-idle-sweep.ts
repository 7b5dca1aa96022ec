import { SweepdeckError } from '@sweepdeck/core/errors';
import type { SweepSummary } from '../../records/records.ts';
import type { StoreReader } from '../../store/store.ts';
import { findTarget } from './find-target.ts';

/**
 * Finds a sweep that nobody runs.
 * @throws SweepdeckError `sweep-not-found`, `target-ambiguous`, `target-not-a-sweep`, `sweep-is-running`
 */
export function findIdleSweep(reader: StoreReader, wanted: string): SweepSummary {
  const target = findTarget(reader, wanted);
  if (target.type === 'trial')
    throw new SweepdeckError({
      code: 'target-not-a-sweep',
      message: `${wanted} is a trial; expected a sweep.`,
      hint: `Its sweep is s${target.trial.sweepId}. Trials go only with their sweep.`,
    });
  const { sweep } = target;
  if (sweep.status !== 'running') return sweep;
  throw new SweepdeckError({
    code: 'sweep-is-running',
    message: `Sweep s${sweep.id} (${sweep.name}) is running.`,
    hint: 'Stop it with Ctrl-C where it runs, and wait until `runner list` no longer shows it as running.',
  });
}
