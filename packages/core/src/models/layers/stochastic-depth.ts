import { mul, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { createStream } from '../../random/index.ts';
import type { LayerContext } from './layer.ts';

/**
 * Drops the branch of random images in training: each image keeps it with probability `survival`, otherwise it is 0.
 * Evaluation scales it: `survival branch`. Batch norms within the branch still see every image. The choice is a pure
 * function of seed, layer name and step. Source: Huang et al. (2016), Deep networks with stochastic depth,
 * arXiv:1603.09382, which draws once per batch; drawing per image has the same mean and less noise.
 *
 * @param branch `[batch, ...]`
 */
export function stochasticDepth(branch: Tensor, survival: number, context: LayerContext): Tensor {
  if (survival === 1) return branch;
  if (!context.isTraining) return mul(branch, survival);
  const stream = createStream(context.seed, `stochastic-depth/${context.layer}`, context.step);
  const [batch = 0, ...rest] = branch.shape;
  const kept = Float32Array.from({ length: batch }, () => (stream.nextUniform() < survival ? 1 : 0));
  return mul(branch, tensor(kept, [batch, ...rest.map(() => 1)]));
}
