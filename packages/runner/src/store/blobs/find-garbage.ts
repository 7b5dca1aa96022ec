import type { StoreReader } from '../store.ts';
import type { BlobFolder, ListedBlob } from './blob-folder.ts';

/** Blobs that nothing in the store refers to. */
export interface Garbage {
  /** Blobs that can be deleted. */
  readonly blobs: readonly ListedBlob[];
  /** Number of others that a running sweep may have written just now, before their rows. */
  readonly young: number;
}

/** A sweep writes a checkpoint's row after its file. It waits at most ten minutes while another program has the store locked. */
const oldMs = 3_600_000;

/**
 * Finds the blobs that killed sweeps left behind.
 * @param now milliseconds since the Unix epoch
 */
export async function findGarbage(
  reader: Pick<StoreReader, 'listSweeps' | 'listBlobs'>,
  folder: Pick<BlobFolder, 'list'>,
  now: number,
): Promise<Garbage> {
  // Listed before the rows are read, so that a blob that gets its row meanwhile counts as needed.
  const blobs = await folder.list();
  const needed = reader.listBlobs();
  const unneeded = blobs.filter(({ sha256 }) => !needed.has(sha256));
  const isRunning = reader.listSweeps().some(({ status }) => status === 'running');
  const old = isRunning ? unneeded.filter(({ writtenAt }) => now - writtenAt > oldMs) : unneeded;
  return { blobs: old, young: unneeded.length - old.length };
}
