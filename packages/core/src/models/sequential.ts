import type { Tensor2D } from '@tensorflow/tfjs-core';
import { createStream } from '../random/index.ts';
import { chain, type NamedLayers } from './layers/chain.ts';
import type { InputShape, Model } from './model.ts';

/** Layers one after the other. Parameters are named `<layer>/<parameter>`; each has an initialization stream of its own. */
export function sequential(input: InputShape, layers: NamedLayers): Model {
  const network = chain(layers)([input.height, input.width, input.channels]);
  return {
    parameterCount: network.parameterCount,
    multiplyAdds: network.multiplyAdds ?? 0,
    untrained: new Set(network.untrained),
    init: (seed) => network.init((parameter) => createStream(seed, `initialization/${parameter}`, 0)),
    apply: (parameters, x, context) => network.apply(parameters, x, { ...context, layer: '' }) as Tensor2D,
    toKeras: (graph, images) => network.toKeras(graph, '', images),
  };
}
