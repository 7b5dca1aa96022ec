import { dispose, profile, tidy, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Multiply-adds of the convolutions and matrix products that a computation on one image runs, read off the shapes of the
 * kernels as they run.
 */
export async function countMultiplyAdds(compute: () => Tensor): Promise<number> {
  const { kernels, result } = await profile(() => tidy(compute));
  dispose(result);
  return kernels.reduce((sum, { name, inputShapes, outputShapes }) => {
    const output = outputShapes[0] as readonly number[] | undefined;
    // Some operations are listed again around their kernels, with this ending.
    if (output === undefined || name.endsWith('__op')) return sum;
    const shapes = inputShapes.filter((shape) => shape !== null);
    if (/conv2d/i.test(name)) {
      // Each output place of each image takes every value of the kernel once.
      const [images = 1, height = 1, width = 1] = output;
      return sum + images * height * width * product(shapes[1] ?? []);
    }
    // Of [..., n, k] x [..., k, m]: k for each output value.
    return /matmul/i.test(name) ? sum + product(output) * (shapes[0]?.at(-1) ?? 0) : sum;
  }, 0);
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}
