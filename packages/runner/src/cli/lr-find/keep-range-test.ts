import { SweepdeckError, describeThrown } from '@sweepdeck/core/errors';
import type { RangeTest } from '../../records/range-test.ts';
import { createPatience } from '../../scheduler/patience.ts';
import { listenForStopSignals } from '../../scheduler/stop-signals.ts';
import { openSqliteStore } from '../../store/open-store.ts';
import type { CommandContext } from '../command/command.ts';

/**
 * Stores a range test. Measuring it took long, so it waits while another program has the store locked; Ctrl-C ends
 * the wait.
 *
 * @returns the reason when it could not be stored. Never throws, because the result is still worth printing
 */
export async function keepRangeTest(
  test: RangeTest,
  { storeDirectory, stderr }: Pick<CommandContext, 'storeDirectory' | 'stderr'>,
): Promise<SweepdeckError | undefined> {
  const signals = listenForStopSignals();
  const patiently = createPatience({
    clock: () => performance.now(),
    onWait: ({ type }) => {
      if (type === 'store-locked')
        stderr.write('Another program has locked the store. Waiting until it is free; Ctrl-C stops waiting ...\n');
    },
    giveUp: signals.drain,
  });
  try {
    await patiently(() => {
      const store = openSqliteStore(storeDirectory);
      try {
        store.addRangeTest(test);
      } finally {
        store.close();
      }
    });
    return undefined;
  } catch (error) {
    return new SweepdeckError({
      code: error instanceof SweepdeckError ? error.code : 'internal',
      message: `The range test was not stored, so the dashboard will not show it. ${describeThrown(error)}`,
      hint: 'The printed result is valid. To store it, free the store or choose another with --store DIR, and run the same command again.',
      cause: error,
    });
  } finally {
    signals.close();
  }
}
