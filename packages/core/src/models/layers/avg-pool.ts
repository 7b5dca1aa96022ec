import { avgPool as avgPoolOp, type Tensor4D } from '@tensorflow/tfjs-core';
import type { LayerFactory } from './layer.ts';

/**
 * Takes the mean of each `size` x `size` window: `[height, width, channels]` -> `[height', width', channels]`. A
 * border that does not fill a window is dropped. Source: LeCun et al. (1998), Gradient-based learning applied to
 * document recognition.
 */
export function avgPool(options: { readonly size: number; readonly stride?: number }): LayerFactory {
  const { size, stride = size } = options;
  const outputLength = (length: number) => Math.floor((length - size) / stride) + 1;
  return ([height = 0, width = 0, channels = 0]) => ({
    outputShape: [outputLength(height), outputLength(width), channels],
    parameterCount: 0,
    init: () => ({}),
    apply: (_parameters, x) => avgPoolOp(x as Tensor4D, size, stride, 'valid'),
    toKeras: (graph, name, input) =>
      graph.add({
        className: 'AveragePooling2D',
        name,
        config: { pool_size: [size, size], strides: [stride, stride], padding: 'valid' },
        inputs: [input],
      }),
  });
}
