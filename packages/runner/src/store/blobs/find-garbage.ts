import type { StoreReader } from '../store.ts';
import type { BlobFolder, ListedBlob } from './blob-folder.ts';

/** Blobs that nothing in the store refers to. */
export interface Garbage {
  /** Blobs that can be deleted. */
  readonly blobs: readonly ListedBlob[];
  /** Keys of trials whose final state is still kept, although their weights are gone. */
  readonly staleKeys: readonly string[];
  /** Number of others that a running sweep may have written just now, before their rows. */
  readonly young: number;
}

/** A sweep writes a checkpoint's row after its file. It waits at most ten minutes while another program has the store locked. */
const oldMs = 3_600_000;

/**
 * Finds the blobs that killed sweeps left behind, and the final states of trials whose weights were deleted.
 *
 * @param now milliseconds since the Unix epoch
 *
 * @param hasWeights tells whether the weights of the trial with that key are kept; all are when omitted
 */
export async function findGarbage(
  reader: Pick<StoreReader, 'listSweeps' | 'listBlobs' | 'listFinalStates'>,
  folder: Pick<BlobFolder, 'list'>,
  now: number,
  hasWeights: (key: string) => boolean = () => true,
): Promise<Garbage> {
  // Listed before the rows are read, so that a blob that gets its row meanwhile counts as needed.
  const blobs = await folder.list();
  const needed = reader.listBlobs();
  const stale = reader.listFinalStates().filter(({ key }) => !hasWeights(key));
  const staleBlobs = new Set(stale.map(({ sha256 }) => sha256));
  const unneeded = blobs.filter(({ sha256 }) => !needed.has(sha256) || staleBlobs.has(sha256));
  const isRunning = reader.listSweeps().some(({ status }) => status === 'running');
  const old = isRunning ? unneeded.filter(({ writtenAt }) => now - writtenAt > oldMs) : unneeded;
  return { blobs: old, staleKeys: stale.map(({ key }) => key), young: unneeded.length - old.length };
}
