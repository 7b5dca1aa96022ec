import type { Tensor2D } from '@tensorflow/tfjs-core';
import { SweepdeckError } from '../errors/index.ts';
import { createStream } from '../random/index.ts';
import { chain, type NamedLayers } from './layers/chain.ts';
import type { InputShape, Model } from './model.ts';

/**
 * Chains layers into a model. Parameters are named `<layer>/<parameter>`; each has its own initialization stream.
 *
 * @param shrinking a way to shrink the image less, for the hint when nothing would be left of it: `a smaller depth`
 *
 * @throws SweepdeckError `model-shape`
 */
export function sequential(input: InputShape, layers: NamedLayers, shrinking?: string): Model {
  const network = withHint(shrinking, () => chain(layers)([input.height, input.width, input.channels]));
  return {
    parameterCount: network.parameterCount,
    multiplyAdds: network.multiplyAdds ?? 0,
    activations: network.activations ?? 0,
    ...(network.largest && { largest: network.largest }),
    untrained: new Set(network.untrained),
    init: (seed) => network.init((parameter) => createStream(seed, `initialization/${parameter}`, 0)),
    apply: (parameters, x, context) => network.apply(parameters, x, { ...context, layer: '' }) as Tensor2D,
    toKeras: (graph, images) => network.toKeras(graph, '', images),
  };
}

function withHint<Made>(shrinking: string | undefined, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    const isShape = error instanceof SweepdeckError && error.code === 'model-shape';
    if (!isShape || shrinking === undefined) throw error;
    const { code, message } = error;
    throw new SweepdeckError({ code, message, hint: `use larger images or ${shrinking}`, cause: error });
  }
}
