import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import type { RandomStream } from '../../random/index.ts';

/**
 * Glorot uniform: uniform in +-sqrt(6 / (fanIn + fanOut)).
 * Source: Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks.
 */
export function glorotUniform(stream: RandomStream, shape: number[], fanIn: number, fanOut: number): Tensor {
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  for (let i = 0; i < values.length; i++) values[i] = (2 * stream.nextUniform() - 1) * limit;
  return tensor(values, shape, 'float32');
}
