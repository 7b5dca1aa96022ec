import { SweepdeckError } from '@sweepdeck/core/errors';
import { openSqliteReader } from '../../store/open-store.ts';
import type { StoreReader } from '../../store/store.ts';

/**
 * Reads a store; returns undefined when there is none.
 * @throws SweepdeckError `store-too-new`, and others when the store cannot be used
 */
export function readStoreIfAny<Value>(directory: string, read: (reader: StoreReader) => Value): Value | undefined {
  let reader: StoreReader;
  try {
    reader = openSqliteReader(directory);
  } catch (error) {
    if (error instanceof SweepdeckError && error.code === 'store-not-found') return undefined;
    throw error;
  }
  try {
    return read(reader);
  } finally {
    reader.close();
  }
}
