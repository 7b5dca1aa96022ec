import { formatBytes } from '@sweepdeck/core/engines';
import { serializeError, SweepdeckError } from '@sweepdeck/core/errors';
import { followTask, resultOf, type TaskEnd } from './follow-task.ts';
import { isLater } from './is-later.ts';
import { isFromOutside } from './process-died.ts';
import { defaultStepTimeoutMs, stepTimeout } from './step-timeout.ts';
import { taskSubject } from './task-subject.ts';
import type { TaskWorkers } from './task-workers.ts';
import type { OnTrialEvent, TrialOutcome, TrialPool, TrialRun } from './trial-pool.ts';

/**
 * Creates a pool of workers of any kind.
 * @param workers at least `size` workers; the pool owns and ends them
 */
export function createTaskPool(size: number, workers: TaskWorkers): TrialPool {
  const runs = new Set<TrialRun>();
  return {
    size,
    run(
      {
        attemptId,
        keepWeights = false,
        from,
        checkpoints,
        stepTimeoutMs: limitMs = defaultStepTimeoutMs,
        memoryLimitBytes = Infinity,
        ...request
      },
      onEvent,
      output,
    ) {
      const { dataset } = request;
      let overShare: TrialOutcome | undefined;
      const guard = guardConsumer(onEvent, () => followed.stop());
      const followed = followTask<'train'>(
        workers,
        {
          kind: 'train',
          ...taskSubject(request),
          attemptId,
          keepWeights,
          ...(from === undefined ? {} : { from }),
          ...(checkpoints === undefined ? {} : { checkpoints }),
        },
        {
          dataset,
          limitMs,
          output,
          onReport: guard.onEvent,
          onAlive({ memoryBytes = 0 }) {
            if (memoryBytes <= memoryLimitBytes || overShare !== undefined) return;
            overShare = workerOverShare(memoryBytes, memoryLimitBytes);
            followed.end();
          },
        },
      );
      const outcome = followed.ended
        .then((end) => {
          guard.rethrow();
          if (overShare !== undefined && end.ending === undefined) return overShare;
          return outcomeOf(end, limitMs);
        })
        .finally(() => runs.delete(run));
      const run: TrialRun = {
        outcome,
        async stop(graceMs) {
          followed.stop();
          // Without a grace period, end the task at once: otherwise a waiting trial could start meanwhile.
          if (graceMs <= 0 || (await isLater(followed.ended, graceMs))) followed.end();
          await followed.ended;
        },
      };
      runs.add(run);
      return run;
    },
    async measure(request, output) {
      const limitMs = defaultStepTimeoutMs;
      const { dataset } = request;
      const task = { kind: 'measure', ...taskSubject(request) } as const;
      const followed = followTask<'measure'>(workers, task, { dataset, limitMs, output });
      return resultOf(await followed.ended, () => stepTimeout(limitMs));
    },
    async stopAll(graceMs) {
      await Promise.all(Array.from(runs, (run) => run.stop(graceMs)));
    },
    close: () => workers.destroy(),
  };
}

/** Makes the outcome of a trial whose worker was ended because it used too much memory. */
function workerOverShare(usedBytes: number, limitBytes: number): TrialOutcome {
  const error = new SweepdeckError({
    code: 'out-of-memory',
    message: `the worker used ${formatBytes(usedBytes)} of memory, more than its share of ${formatBytes(limitBytes)}`,
    hint: 'Use fewer --workers, a smaller training.batch_size or model, or raise --worker-memory. Then run the same command to retry this trial.',
  });
  return { type: 'failed', error: serializeError(error), isMaybeOfAnother: true };
}

/** If a consumer throws, stops the trial and keeps the error for the trial's end. */
function guardConsumer(
  onEvent: OnTrialEvent,
  stop: () => void,
): { readonly onEvent: OnTrialEvent; readonly rethrow: () => void } {
  let thrown: { readonly error: unknown } | undefined;
  return {
    onEvent(message) {
      if (thrown !== undefined) return;
      try {
        onEvent(message);
      } catch (error) {
        thrown = { error };
        stop();
      }
    },
    rethrow() {
      if (thrown !== undefined) throw thrown.error;
    },
  };
}

function outcomeOf({ ending, isTooLate, death }: TaskEnd<'train'>, limitMs: number): TrialOutcome {
  if (ending?.type === 'done') return { type: 'done' };
  if (ending !== undefined) {
    const { error, isMaybeOfAnother = false } = ending;
    return { type: 'failed', error, ...(isMaybeOfAnother ? { isMaybeOfAnother } : {}) };
  }
  if (isTooLate) return { type: 'failed', error: serializeError(stepTimeout(limitMs)) };
  const error = serializeError(death ?? new Error('the worker ended without a result'));
  return { type: 'failed', error, ...(isFromOutside(death) ? { isMaybeOfAnother: true } : {}) };
}
