import { SweepdeckError } from '@sweepdeck/core/errors';
import type { SweepSummary } from '@sweepdeck/runner/records';
import type { StoreReader } from '@sweepdeck/runner/store';

/**
 * Finds a sweep.
 * @throws SweepdeckError `sweep-not-found`
 */
export function findSweep(reader: StoreReader, id: number): SweepSummary {
  const sweep = reader.getSweep(id);
  if (sweep === undefined) {
    throw new SweepdeckError({
      code: 'sweep-not-found',
      message: `There is no sweep ${id} in this store.`,
      hint: 'Open “Sweeps” to see every sweep of this store.',
    });
  }
  return sweep;
}
