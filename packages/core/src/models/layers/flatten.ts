import { reshape } from '@tensorflow/tfjs-core';
import type { LayerFactory } from './layer.ts';

/** Flattens an image, row major: `[height, width, channels]` -> `[height * width * channels]`. */
export function flatten(): LayerFactory {
  return (inputShape) => {
    const length = inputShape.reduce((product, size) => product * size, 1);
    return {
      outputShape: [length],
      parameterCount: 0,
      init: () => ({}),
      apply: (_parameters, x) => reshape(x, [x.shape[0] ?? 0, length]),
      toKeras: (graph, name, input) => graph.add({ className: 'Flatten', name, config: {}, inputs: [input] }),
    };
  };
}
