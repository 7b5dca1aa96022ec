import '../ops/register-gradients.ts';
import { dispose, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { openEngine, type EngineName } from '../engines/index.ts';
import { createStream } from '../random/index.ts';

/**
 * Makes a float32 tensor of whole numbers from -4 to 4. Their sums and products are exact, so engines must agree to
 * the bit.
 */
export type WholeNumbers = (...shape: number[]) => Tensor;

/**
 * Returns the values of the tensors that `compute` returns on an engine; leaves no tensor behind. `seed` determines
 * the inputs.
 */
export async function valuesOn(
  engine: EngineName,
  seed: number,
  compute: (wholeNumbers: WholeNumbers) => Tensor[],
): Promise<number[][]> {
  await openEngine(engine);
  const stream = createStream(seed, 'compare-engines', 0);
  const results = tidy(() =>
    compute((...shape) => {
      const count = shape.reduce((product, size) => product * size, 1);
      return tensor(
        Float32Array.from({ length: count }, () => stream.nextInteger(9) - 4),
        shape,
      );
    }),
  );
  // Treats -0 and 0 as equal.
  const values: number[][] = [];
  for (const result of results) values.push(Array.from(await result.data(), (value) => value + 0));
  dispose(results);
  return values;
}
