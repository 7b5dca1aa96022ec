import '../../../ops/register-gradients.ts';
import { dispose, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { createStream } from '../../../random/index.ts';
import { openEngine } from '../../open-engine.ts';
import type { EngineName } from '../../engine-registry.ts';

/** Draws the random float32 tensors of a case; every engine gets the same ones. */
export interface Draw {
  /** Standard normal. */
  normal(...shape: number[]): Tensor;
  /**
   * Quarters from -2 to 2, whose sums of products are exact. Operations with kinks (relu, the maximum of a window)
   * need them, because engines that round differently could take different sides.
   */
  quarters(...shape: number[]): Tensor;
  /** From 0.01 to 1.01, for running squares. */
  positive(...shape: number[]): Tensor;
}

/** An operation on drawn tensors; its results are tensors of the current engine. */
export type Compute = (draw: Draw) => Tensor[];

/** The number of random cases that every kernel is tested with, the same in each run. */
export const runs: Readonly<{ seed: number; numRuns: number }> = { seed: 1, numRuns: 300 };

/** Draws mostly small sizes, where odd ends occur, and some up to `max`. */
export function size(max: number, small = Math.ceil(max / 4)): fc.Arbitrary<number> {
  return fc.oneof(
    { arbitrary: fc.integer({ min: 1, max: small }), weight: 3 },
    { arbitrary: fc.integer({ min: 1, max }), weight: 1 },
  );
}

/** Tolerance as a share of a result's largest value, for sums in another order. */
const relativeTolerance = 1e-4;
/** Tolerance for results whose terms cancel. */
const absoluteTolerance = 1e-5;

interface Result {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

async function valuesOn(engine: EngineName, seed: number, compute: Compute): Promise<Result[]> {
  await openEngine(engine);
  const stream = createStream(seed, 'properties', 0);
  const drawn =
    (next: () => number) =>
    (...shape: number[]): Tensor => {
      const length = shape.reduce((product, count) => product * count, 1);
      return tensor(Float32Array.from({ length }, next), shape);
    };
  const results = tidy(() =>
    compute({
      normal: drawn(stream.nextNormal),
      quarters: drawn(() => (stream.nextInteger(17) - 8) / 4),
      positive: drawn(() => 0.01 + stream.nextUniform()),
    }),
  );
  const values = results.map((result) => ({ shape: result.shape, values: result.dataSync() }));
  dispose(results);
  return values;
}

/** Describes the difference between a result and the reference; undefined when there is none. */
function differenceOf(actual: Result, wanted: Result): string | undefined {
  const shape = `[${wanted.shape.join(', ')}]`;
  if (`[${actual.shape.join(', ')}]` !== shape) return `shape [${actual.shape.join(', ')}] instead of ${shape}`;
  let largest = 0;
  for (let i = 0; i < wanted.values.length; i++) {
    const magnitude = Math.abs(wanted.values[i] ?? 0);
    if (Number.isFinite(magnitude) && magnitude > largest) largest = magnitude;
  }
  const tolerance = relativeTolerance * largest + absoluteTolerance;
  for (let i = 0; i < wanted.values.length; i++) {
    const [a, b] = [actual.values[i] ?? 0, wanted.values[i] ?? 0];
    // Two infinities of the same sign, or two NaN, are equal although their difference is NaN.
    if (!Object.is(a, b) && !(Math.abs(a - b) <= tolerance)) {
      return `${a} instead of ${b} at ${i} of ${shape}, where up to ${tolerance} is allowed`;
    }
  }
  return undefined;
}

/** Computes on `cpu` and on `wasm` and throws when the results differ. `seed` determines the values. */
export async function expectSameAsCpu(seed: number, compute: Compute): Promise<void> {
  const wanted = await valuesOn('cpu', seed, compute);
  const actual = await valuesOn('wasm', seed, compute);
  if (actual.length !== wanted.length) throw new Error(`${actual.length} results instead of ${wanted.length}`);
  for (const [i, result] of wanted.entries()) {
    const difference = differenceOf(actual[i] ?? { shape: [], values: [] }, result);
    if (difference !== undefined) throw new Error(`result ${i}: ${difference}`);
  }
}
