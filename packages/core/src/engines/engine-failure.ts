import { describeThrown, SweepdeckError } from '../errors/index.ts';
import type { Engine } from './engine.ts';
import { outOfMemory } from './out-of-memory.ts';

/** What engines and Node say when an allocation fails: wasm, typed arrays, TensorFlow on processors and GPUs, WebGPU. */
const speaksOfMemory =
  /out of memory|\bOOM\b|RESOURCE_EXHAUSTED|allocation failed|invalid (typed )?array (buffer )?length|no memory for/i;

/** A wasm memory so full that a trap most likely came of an allocation that failed inside. */
const almostFull = 0.9;

export interface EngineFailure {
  /** What to tell: `out-of-memory`, `engine-crashed`, or the error as it was. */
  readonly error: unknown;
  /** Whether the engine can no longer be trusted: what goes on with it may fail too, or compute nonsense. */
  readonly isBroken: boolean;
}

/**
 * What an error of a trial means for the engine that computed it. Errors that the user can act on leave it whole, unless
 * they were caused by one that does not.
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
  // A defect may have left anything behind.
  return { error, isBroken: !(error instanceof SweepdeckError) };
}

/** By name: a trap is an error of the global WebAssembly, whose types come only with those of a browser. */
function isWasmTrap(error: unknown): boolean {
  return error instanceof Error && error.name === 'RuntimeError';
}

function crashed(engine: string, message: string, cause: unknown): SweepdeckError {
  return new SweepdeckError({
    code: 'engine-crashed',
    message: `the engine ${engine} crashed: ${message}`,
    hint: 'The same command tries this trial again; `runner doctor` tells whether the engine works at all.',
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
