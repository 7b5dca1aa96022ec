import type { Tensor } from '@tensorflow/tfjs-core';
import { SweepdeckError } from '../../errors/index.ts';
import type { NamedTensors } from '../../tensors/named-tensors.ts';
import type { LargestTensors } from '../model.ts';
import type { Layer, LayerFactory } from './layer.ts';

/** Layers by name, in order. */
export type NamedLayers = readonly (readonly [name: string, factory: LayerFactory])[];

/**
 * Chains layers into one layer. Parameters are named `<layer>/<parameter>`; each has its own initialization stream.
 *
 * @throws SweepdeckError `model-shape` when a layer would have an empty output
 */
export function chain(layers: NamedLayers): LayerFactory {
  return (inputShape) => {
    const built = buildInTurn(layers, inputShape);
    const stages = stagesOf(built);
    return {
      outputShape: built.at(-1)?.[1].outputShape ?? inputShape,
      parameterCount: sumOf(built, ({ parameterCount }) => parameterCount),
      multiplyAdds: sumOf(built, ({ multiplyAdds = 0 }) => multiplyAdds),
      activations: sumOf(
        built,
        ({ activations, outputShape }) => activations ?? outputShape.reduce((a, b) => a * b, 1),
      ),
      largest: largestOf(built.map(([, layer]) => layer)),
      untrained: built.flatMap(([name, { untrained = [] }]) => untrained.map((own) => `${name}/${own}`)),
      init(streamFor) {
        const parameters: Record<string, Tensor> = {};
        for (const [name, layer] of built) {
          const fresh = layer.init((parameter) => streamFor(`${name}/${parameter}`));
          for (const [parameter, value] of Object.entries(fresh)) parameters[`${name}/${parameter}`] = value;
        }
        return parameters;
      },
      apply(parameters, x, { track, layer: own, ...context }) {
        let value = x;
        for (const [name, apply] of stages) {
          value = apply(parametersOf(name, parameters), value, {
            ...context,
            layer: pathOf(own, name),
            ...(track !== undefined && { track: (parameter, next) => track(`${name}/${parameter}`, next) }),
          });
        }
        return value;
      },
      toKeras: (graph, own, input) =>
        built.reduce((node, [name, layer]) => layer.toKeras(graph, pathOf(own, name), node), input),
    };
  };
}

/** Returns the largest tensors of several layers; all parameters of a layer count as one tensor. */
export function largestOf(layers: readonly Layer[]): LargestTensors {
  return {
    parameters: Math.max(0, ...layers.map(({ largest, parameterCount }) => largest?.parameters ?? parameterCount)),
    activations: Math.max(
      0,
      ...layers.map(({ largest, outputShape }) => largest?.activations ?? outputShape.reduce((a, b) => a * b, 1)),
    ),
  };
}

/** Groups the layers into calls: a max pooling joins the layer before it if that layer can include it. */
function stagesOf(built: readonly (readonly [string, Layer])[]): [name: string, apply: Layer['apply']][] {
  return built.flatMap(([name, layer], index): [string, Layer['apply']][] => {
    if (layer.maxPooling !== undefined && built[index - 1]?.[1].applyPooled !== undefined) return [];
    const window = built[index + 1]?.[1].maxPooling;
    const apply: Layer['apply'] = (parameters, x, context) =>
      (window && layer.applyPooled?.(parameters, x, window)) ?? layer.apply(parameters, x, context);
    return [[name, apply]];
  });
}

/** Returns the path of a layer within another; the whole model is a layer without a name. */
function pathOf(outer: string, name: string): string {
  return outer === '' ? name : `${outer}/${name}`;
}

function buildInTurn(layers: NamedLayers, inputShape: readonly number[]): [name: string, layer: Layer][] {
  let shape = inputShape;
  return layers.map(([name, factory]) => {
    const layer = factory(shape);
    if (layer.outputShape.some((size) => !(size >= 1))) {
      throw new SweepdeckError({
        code: 'model-shape',
        message: `layer ${name} saw an input of ${shape.join('x')}, smaller than its kernel or window`,
        hint: 'use larger images',
      });
    }
    shape = layer.outputShape;
    return [name, layer];
  });
}

function sumOf(built: readonly (readonly [string, Layer])[], of: (layer: Layer) => number): number {
  return built.reduce((sum, [, layer]) => sum + of(layer), 0);
}

function parametersOf(layer: string, parameters: NamedTensors): NamedTensors {
  const prefix = `${layer}/`;
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}
