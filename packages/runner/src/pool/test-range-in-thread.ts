import type { RangePoint, RangeSummary, RangeTestOptions } from '@sweepdeck/core/training';
import type { OutputLog } from '../output/output-log.ts';
import { followTask, resultOf } from './follow-task.ts';
import { stepTimeout } from './step-timeout.ts';
import { taskSubject } from './task-subject.ts';
import { createThreadWorkers } from './thread-workers.ts';
import type { MeasureRequest } from './trial-pool.ts';
import { createWorkerThreads } from './worker-threads.ts';

export interface RangeRequest extends MeasureRequest {
  readonly options: RangeTestOptions;
}

/**
 * Runs a learning-rate range test in a worker thread.
 * @param onPoint gets each point as it is measured
 * @param output gets what is printed meanwhile
 * @returns how it ended
 * @throws SweepdeckError why it cannot, `step-timeout` among others
 */
export async function testRangeInThread(
  { options, ...request }: RangeRequest,
  stepTimeoutMs: number,
  onPoint: (point: RangePoint) => void,
  output: OutputLog,
): Promise<RangeSummary['ending']> {
  const workers = createThreadWorkers(createWorkerThreads(1));
  try {
    const task = { kind: 'range-test', ...taskSubject(request), options } as const;
    const followed = followTask<'range-test'>(workers, task, {
      dataset: request.dataset,
      limitMs: stepTimeoutMs,
      output,
      onReport: ({ point }) => onPoint(point),
    });
    return resultOf(await followed.ended, () => stepTimeout(stepTimeoutMs));
  } finally {
    await workers.destroy();
  }
}
