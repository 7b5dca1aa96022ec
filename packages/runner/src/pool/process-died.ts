import { formatBytes, machineMemory } from '@sweepdeck/core/engines';
import { describeMemory, type MemoryEstimate } from '@sweepdeck/core/training';
import { clipText, SweepdeckError } from '@sweepdeck/core/errors';

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Whether the pool ended it. */
  readonly isOurWish: boolean;
  /** What its trial needs, where it said so. */
  readonly need?: MemoryEstimate | undefined;
  /** What it said itself, or why it could not start. */
  readonly reason: string | undefined;
  /** The end of its stderr. */
  readonly printed: string;
}

const killed = 'worker-killed';

/** Whether a worker died of something that is most likely not its trial's doing. */
export function isFromOutside(death: unknown): boolean {
  return death instanceof SweepdeckError && death.code === killed;
}

/**
 * Native code ends a process by a signal (`engine-crashed`); JavaScript by an exit code (`worker-died`); the system, when memory
 * runs out, or another process, by SIGKILL (`worker-killed`).
 */
export function processDied({ code, signal, isOurWish, need, reason, printed }: ProcessEnd): SweepdeckError {
  if (isOurWish) {
    return new SweepdeckError({
      code: 'worker-died',
      message: 'the worker process was ended while it still computed',
      hint: 'The same command tries this trial again.',
    });
  }
  const fewer =
    'Use fewer --workers, a smaller training.batch_size or model, or give the container more memory; the same command tries this trial again.';
  // 137 is what a shell makes of SIGKILL.
  if (signal === 'SIGKILL' || code === 137) {
    const message = `the worker process was killed (out of memory?): the system does that when memory runs out; ${sizes(need)}`;
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
      : 'The same command tries this trial again; `runner doctor` tells whether the engine works at all.',
  });
}

function sizes(need: MemoryEstimate | undefined): string {
  const { bytes, isLimited } = machineMemory();
  const there = `${isLimited ? 'this container' : 'the machine'} has ${formatBytes(bytes)} for all workers`;
  if (need === undefined) return there;
  return `its trial may need about ${formatBytes(need.likely)} (${describeMemory(need)}), and ${there}`;
}

/** The line of what was printed that says what went wrong: one that names an error, else the last. */
function lastError(printed: string): string | undefined {
  const lines = printed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(at |Node\.js v|[{}\]]|\^)/.test(line));
  return lines.findLast((line) => /error|fatal|abort/i.test(line)) ?? lines.at(-1);
}
