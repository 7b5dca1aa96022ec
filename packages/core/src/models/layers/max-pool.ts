import type { Tensor4D } from '@tensorflow/tfjs-core';
import { maxPool as maxPoolOp } from '../../ops/max-pool.ts';
import type { LayerFactory } from './layer.ts';

/**
 * Takes the largest value of each window: `[height, width, channels]` -> `[height', width', channels]`. A border that
 * does not fill a window is dropped.
 */
export function maxPool(options: { readonly size: number; readonly stride?: number }): LayerFactory {
  const { size, stride = size } = options;
  const outputLength = (length: number) => Math.floor((length - size) / stride) + 1;
  return ([height = 0, width = 0, channels = 0]) => ({
    outputShape: [outputLength(height), outputLength(width), channels],
    parameterCount: 0,
    init: () => ({}),
    apply: (_parameters, x) => maxPoolOp(x as Tensor4D, size, stride),
    maxPooling: { size, stride },
    toKeras: (graph, name, input) =>
      graph.add({
        className: 'MaxPooling2D',
        name,
        config: { pool_size: [size, size], strides: [stride, stride], padding: 'valid' },
        inputs: [input],
      }),
  });
}
