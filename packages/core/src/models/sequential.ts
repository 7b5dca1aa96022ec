import { SweepdeckError } from '../errors/index.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';
import { createStream } from '../random/index.ts';
import type { Layer, LayerFactory } from './layers/layer.ts';
import type { InputShape, Model } from './model.ts';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';

/** Layers one after the other. Parameters are named `<layer>/<parameter>`; each has an initialization stream of its own. */
export function sequential(
  input: InputShape,
  layers: readonly (readonly [name: string, factory: LayerFactory])[],
): Model {
  let shape: readonly number[] = [input.height, input.width, input.channels];
  const built: [name: string, layer: Layer][] = [];
  for (const [name, factory] of layers) {
    const layer = factory(shape);
    if (layer.outputShape.some((size) => !(size >= 1))) {
      throw new SweepdeckError({
        code: 'model-shape',
        message: `layer ${name} turns ${shape.join('x')} into ${layer.outputShape.join('x')}`,
        hint: 'Use larger images, a smaller kernel or fewer pooling layers.',
      });
    }
    shape = layer.outputShape;
    built.push([name, layer]);
  }
  return {
    parameterCount: built.reduce((sum, [, layer]) => sum + layer.parameterCount, 0),
    init(seed) {
      const parameters: Record<string, Tensor> = {};
      for (const [name, layer] of built) {
        const fresh = layer.init((parameter) => createStream(seed, `initialization/${name}/${parameter}`, 0));
        for (const [parameter, value] of Object.entries(fresh)) parameters[`${name}/${parameter}`] = value;
      }
      return parameters;
    },
    apply(parameters, x, context) {
      let value: Tensor = x;
      for (const [name, layer] of built) {
        value = layer.apply(parametersOf(name, parameters), value, { ...context, layer: name });
      }
      return value as Tensor2D;
    },
  };
}

function parametersOf(layer: string, parameters: NamedTensors): NamedTensors {
  const prefix = `${layer}/`;
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}
