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
 *
 * @param onPoint receives each point as soon as it is measured
 *
 * @param output receives what is printed meanwhile
 *
 * @returns how the test ended
 *
 * @throws SweepdeckError when it cannot run, among others `step-timeout`
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
