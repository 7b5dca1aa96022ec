import { formatBytes, machineMemory } from '@sweepdeck/core/engines';
import { describeMemory, type MemoryEstimate } from '@sweepdeck/core/training';
import { clipText, SweepdeckError } from '@sweepdeck/core/errors';

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True when the pool ended the process. */
  readonly isOurWish: boolean;
  /** The memory that its trial needs, if the process reported it. */
  readonly need?: MemoryEstimate | undefined;
  /** The process's own last message, or the reason why it could not start. */
  readonly reason: string | undefined;
  /** The end of its stderr. */
  readonly printed: string;
}

const killed = 'worker-killed';

/** Tells whether a worker most likely died of a cause outside its trial. */
export function isFromOutside(death: unknown): boolean {
  return death instanceof SweepdeckError && death.code === killed;
}

/**
 * Makes the error for a process that died. Native code ends a process by a signal (`engine-crashed`), JavaScript by
 * an exit code (`worker-died`), and the system by SIGKILL when memory runs out (`worker-killed`).
 */
export function processDied({ code, signal, isOurWish, need, reason, printed }: ProcessEnd): SweepdeckError {
  if (isOurWish) {
    return new SweepdeckError({
      code: 'worker-died',
      message: 'the worker process was ended while it was still computing',
      hint: 'Run the same command to retry this trial.',
    });
  }
  const fewer =
    'Use fewer --workers, a smaller training.batch_size or model, or give the container more memory. Then run the same command to retry this trial.';
  // A shell reports SIGKILL as exit code 137.
  if (signal === 'SIGKILL' || code === 137) {
    const message = `the worker process was killed (out of memory?): the system does this when memory runs out; ${sizes(need)}`;
    return new SweepdeckError({ code: killed, message, hint: fewer });
  }
  const cause = reason ?? lastError(printed);
  const how = signal === null ? `exited with code: ${code}` : `was ended by ${signal}`;
  const isMemory = /memory|heap|OOM|RESOURCE_EXHAUSTED/i.test(cause ?? '');
  return new SweepdeckError({
    code: signal === null ? 'worker-died' : 'engine-crashed',
    message: clipText(`the worker process ${how}${cause === undefined ? '' : `: ${cause}`}`),
    hint: isMemory
      ? fewer
      : 'Run the same command to retry this trial; `runner doctor` checks whether the engine works at all.',
  });
}

function sizes(need: MemoryEstimate | undefined): string {
  const { bytes, isLimited } = machineMemory();
  const there = `${isLimited ? 'this container' : 'the machine'} has ${formatBytes(bytes)} for all workers`;
  if (need === undefined) return there;
  return `its trial may need about ${formatBytes(need.likely)} (${describeMemory(need)}), and ${there}`;
}

/** Finds the line of the output that explains the failure: one that names an error, otherwise the last. */
function lastError(printed: string): string | undefined {
  const lines = printed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(at |Node\.js v|[{}\]]|\^)/.test(line));
  return lines.findLast((line) => /error|fatal|abort/i.test(line)) ?? lines.at(-1);
}
