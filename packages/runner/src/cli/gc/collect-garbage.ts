import { existsSync } from 'node:fs';
import { openBlobFolder } from '../../store/blobs/blob-folder.ts';
import { findGarbage, type Garbage } from '../../store/blobs/find-garbage.ts';
import { openCheckpointFolder } from '../../store/checkpoints/checkpoint-folder.ts';
import type { StoreReader } from '../../store/store.ts';

/** Files of a store that nothing in it refers to. */
export interface CollectedGarbage {
  /** Number of checkpoints that no unfinished trial needs. */
  readonly checkpoints: number;
  /** Number of trials that are no longer in the store, and whose weights are. */
  readonly weights: number;
  readonly bytes: number;
  /** Number of files that are kept for now, because a running sweep may still need them. */
  readonly young: number;
}

export interface CollectOptions {
  readonly storeDirectory: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** Whether to delete what is found. */
  readonly isDeleting: boolean;
  /** Forgets the final states of trials whose weights are gone. */
  readonly forgetFinalStates: (keys: readonly string[]) => void | Promise<void>;
}

/** Finds what killed sweeps and deletions left behind, and deletes it if asked. */
export async function collectGarbage(
  reader: Pick<StoreReader, 'listSweeps' | 'listBlobs' | 'listKeys' | 'listFinalStates'>,
  { storeDirectory, now, isDeleting, forgetFinalStates }: CollectOptions,
): Promise<CollectedGarbage> {
  const folder = openBlobFolder(storeDirectory);
  const weights = openCheckpointFolder(storeDirectory);
  // Listed before the keys are read: a trial has its row long before its weights.
  const kept = weights.list();
  const find = (): Promise<Garbage> => findGarbage(reader, folder, now, (key) => existsSync(weights.pathOf(key)));
  let { blobs, staleKeys, young } = await find();
  if (isDeleting && staleKeys.length > 0) {
    await forgetFinalStates(staleKeys);
    // A blob may have got another use meanwhile.
    ({ blobs, staleKeys, young } = await find());
  }
  const keys = reader.listKeys();
  const stray = [...kept].filter(([key]) => !keys.has(key));
  if (isDeleting) {
    for (const { sha256 } of blobs) await folder.remove(sha256);
    for (const [key] of stray) weights.remove(key);
    await folder.removeAbandoned();
    weights.removeAbandoned();
  }
  const sizes = [...blobs.map(({ bytes }) => bytes), ...stray.map(([, bytes]) => bytes)];
  return { checkpoints: blobs.length, weights: stray.length, bytes: sizes.reduce((sum, size) => sum + size, 0), young };
}
