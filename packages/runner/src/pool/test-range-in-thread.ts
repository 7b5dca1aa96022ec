import { deserializeError } from '@sweepdeck/core/errors';
import type { RangePoint, RangeSummary } from '@sweepdeck/core/training';
import type { OutputLog } from '../output/output-log.ts';
import type { RangeMessage, RangeRequest } from '../worker/protocol.ts';
import { askThread } from './ask-thread.ts';
import { stepTimeout } from './step-timeout.ts';
import { createWorkerThreads } from './worker-threads.ts';

/**
 * Runs a learning-rate range test in a worker thread.
 * @param onPoint gets each point as it is measured
 * @param output gets what is printed meanwhile
 * @returns how it ended
 * @throws SweepdeckError why it cannot, `step-timeout` among others
 */
export async function testRangeInThread(
  request: RangeRequest,
  stepTimeoutMs: number,
  onPoint: (point: RangePoint) => void,
  output: OutputLog,
): Promise<RangeSummary['ending']> {
  const threads = createWorkerThreads(1);
  let last: RangeMessage | undefined;
  const receive = (message: RangeMessage): void => {
    if (message.type === 'point') onPoint(message.point);
    else if (message.type !== 'alive') last ??= message;
  };
  try {
    const { death, isTooLate } = await askThread<RangeMessage>(
      threads,
      'range',
      { ...request, output: output.buffer },
      {
        limitMs: stepTimeoutMs,
        receive,
      },
    );
    if (last?.type === 'ended') return last.ending;
    if (last?.type === 'failed') throw deserializeError(last.error);
    throw isTooLate ? stepTimeout(stepTimeoutMs) : (death ?? new Error('the worker gave no answer'));
  } finally {
    await threads.destroy();
  }
}
