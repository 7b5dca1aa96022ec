import { readComputedKeys } from '../../planning/plan-sweep.ts';
import type { PreparedSweep } from '../../planning/prepare-sweep.ts';
import { readStoreIfAny } from '../wanted-sweep/read-store-if-any.ts';
import { noteOtherData } from './note-other-data.ts';

/**
 * Reads the whole store, if there is one. Returns a note for the user; undefined when there is nothing to say.
 * @throws SweepdeckError when it cannot be used
 */
export function checkStore(directory: string, prepared: PreparedSweep, isFresh: boolean): string | undefined {
  return readStoreIfAny(directory, (reader) => {
    readComputedKeys({ readEarlierRuns: (read) => read(reader) });
    return isFresh ? undefined : noteOtherData(reader, prepared);
  });
}
