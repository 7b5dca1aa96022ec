import { dispose, profile, tidy, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Counts the multiply-adds of the convolutions and matrix products in a computation on one image, from the shapes
 * that its kernels run on.
 */
export async function countMultiplyAdds(compute: () => Tensor): Promise<number> {
  const { kernels, result } = await profile(() => tidy(compute));
  dispose(result);
  return kernels.reduce((sum, { name, inputShapes, outputShapes }) => {
    const output = outputShapes[0] as readonly number[] | undefined;
    // Some operations are listed a second time, around their kernels, with this suffix.
    if (output === undefined || name.endsWith('__op')) return sum;
    const shapes = inputShapes.filter((shape) => shape !== null);
    if (/conv2d/i.test(name)) {
      // Each output position of each image uses every kernel value once.
      const [images = 1, height = 1, width = 1] = output;
      return sum + images * height * width * product(shapes[1] ?? []);
    }
    // For [..., n, k] x [..., k, m]: k per output value.
    return /matmul/i.test(name) ? sum + product(output) * (shapes[0]?.at(-1) ?? 0) : sum;
  }, 0);
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}
