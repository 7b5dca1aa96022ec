import { mean } from '@tensorflow/tfjs-core';
import type { LayerFactory } from './layer.ts';

/**
 * Takes the mean of each channel over the whole image: `[height, width, channels]` -> `[channels]`. Source: Lin et
 * al. (2013), Network in network, arXiv:1312.4400.
 */
export function globalAveragePool(): LayerFactory {
  return ([, , channels = 0]) => ({
    outputShape: [channels],
    parameterCount: 0,
    init: () => ({}),
    apply: (_parameters, x) => mean(x, [1, 2]),
    toKeras: (graph, name, input) =>
      graph.add({ className: 'GlobalAveragePooling2D', name, config: {}, inputs: [input] }),
  });
}
