import type { StoreReader } from '../../store/store.ts';
import type { CommandContext } from '../command/command.ts';

/**
 * Opens the store of the command line for reading and closes it afterwards.
 * @throws SweepdeckError `store-not-found`
 */
export async function withReader<Value>(
  context: CommandContext,
  read: (reader: StoreReader) => Value | Promise<Value>,
): Promise<Value> {
  const { openSqliteReader } = await import('../../store/open-store.ts');
  const reader = openSqliteReader(context.storeDirectory);
  try {
    return await read(reader);
  } finally {
    reader.close();
  }
}
