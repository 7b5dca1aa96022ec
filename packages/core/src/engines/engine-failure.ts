import { describeThrown, SweepdeckError } from '../errors/index.ts';
import type { Engine } from './engine.ts';
import { outOfMemory } from './out-of-memory.ts';

/**
 * Messages of engines and of Node when an allocation fails: wasm, typed arrays, TensorFlow on processors and GPUs,
 * WebGPU.
 */
const speaksOfMemory =
  /out of memory|\bOOM\b|RESOURCE_EXHAUSTED|allocation failed|invalid (typed )?array (buffer )?length|no memory for/i;

/** When a wasm memory is this full, a trap was most likely caused by a failed allocation. */
const almostFull = 0.9;

export interface EngineFailure {
  /** The error to report: `out-of-memory`, `engine-crashed`, or the original one. */
  readonly error: unknown;
  /** True when the engine can no longer be trusted: later computations may fail or give wrong results. */
  readonly isBroken: boolean;
}

/**
 * Determines what a trial's error means for its engine. Errors that the user can act on leave the engine intact,
 * unless they were caused by one that does not.
 */
export function engineFailureOf(error: unknown, engine: Engine): EngineFailure {
  for (const cause of causesOf(error)) {
    const code = cause instanceof SweepdeckError ? cause.code : undefined;
    if (code === 'out-of-memory') return { error: cause, isBroken: true };
    if (code === 'engine-failed' || code === 'engine-crashed') return { error, isBroken: true };
    if (cause instanceof SweepdeckError) continue;
    const message = describeThrown(cause);
    const { memoryLimitBytes: limitBytes } = engine;
    const reservedBytes = engine.memoryBytes();
    const isTrap = isWasmTrap(cause);
    const isFull = isTrap && limitBytes !== undefined && reservedBytes > almostFull * limitBytes;
    if (isFull || speaksOfMemory.test(message))
      return {
        error: outOfMemory({ engine: engine.name, wantedBytes: undefined, reservedBytes, limitBytes }),
        isBroken: true,
      };
    if (isTrap) return { error: crashed(engine.name, message, cause), isBroken: true };
  }
  // A defect may have left the engine in any state.
  return { error, isBroken: !(error instanceof SweepdeckError) };
}

/** Compared by name: a trap is an error of the global WebAssembly object, whose types come only with a browser's. */
function isWasmTrap(error: unknown): boolean {
  return error instanceof Error && error.name === 'RuntimeError';
}

function crashed(engine: string, message: string, cause: unknown): SweepdeckError {
  return new SweepdeckError({
    code: 'engine-crashed',
    message: `the engine ${engine} crashed: ${message}`,
    hint: 'Run the same command to retry this trial; `runner doctor` checks whether the engine works at all.',
    cause,
  });
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let cause = error; cause !== undefined && cause !== null && !causes.includes(cause);) {
    causes.push(cause);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return causes;
}
