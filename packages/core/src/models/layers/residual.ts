import { add } from '@tensorflow/tfjs-core';
import { SweepdeckError } from '../../errors/index.ts';
import { applyActivation } from '../../ops/activation.ts';
import type { KerasGraph } from '../keras-graph.ts';
import { addActivation, splitActivation, type ActivationName } from './activation.ts';
import { batchNorm } from './batch-norm.ts';
import { chain, largestOf, type NamedLayers } from './chain.ts';
import { conv2d } from './conv2d.ts';
import type { Initializer } from './initialize.ts';
import type { LayerFactory } from './layer.ts';
import { stochasticDepth } from './stochastic-depth.ts';

export interface ResidualOptions {
  /** Probability that an image keeps the branch in a training step, above 0 and at most 1; default 1. */
  readonly survival?: number;
  /** Activation after the sum. */
  readonly activation?: 'linear' | ActivationName;
  /** Whether a projection has a batch norm instead of a bias; default true. */
  readonly projectionNorm?: boolean;
  /** Momentum of that batch norm; default 0.99. */
  readonly projectionMomentum?: number;
  /** Initializer of the projection's kernel; default `glorot-uniform`. */
  readonly initializer?: Initializer;
}

/**
 * Computes `y = activation(shortcut(x) + branch(x))`. The branch is the chain of layers. The shortcut is `x`, or, if
 * the shapes differ, a 1x1 convolution with the stride that makes them equal (layers `projection` and
 * `projection_norm`). Parameters are named `<inner layer>/<parameter>`. Source: He et al. (2015), Deep residual
 * learning for image recognition, arXiv:1512.03385 (projections as its option B).
 *
 * @throws RangeError for a survival out of range
 *
 * @throws SweepdeckError `model-shape` when no projection turns the input's shape into that of the branch
 */
export function residual(layers: NamedLayers, options: ResidualOptions = {}): LayerFactory {
  const { survival = 1, activation = 'linear' } = options;
  if (!(survival > 0 && survival <= 1)) throw new RangeError(`survival ${survival} is not above 0 to 1`);
  const { fused, rest } = splitActivation(activation);
  return (inputShape) => {
    const branch = chain(layers)(inputShape);
    const shortcut = chain(projection(inputShape, branch.outputShape, options))(inputShape);
    return {
      outputShape: branch.outputShape,
      parameterCount: branch.parameterCount + shortcut.parameterCount,
      multiplyAdds: (branch.multiplyAdds ?? 0) + (shortcut.multiplyAdds ?? 0),
      activations:
        (branch.activations ?? 0) + (shortcut.activations ?? 0) + branch.outputShape.reduce((a, b) => a * b, 1),
      largest: largestOf([branch, shortcut]),
      untrained: [...(branch.untrained ?? []), ...(shortcut.untrained ?? [])],
      init: (streamFor) => ({ ...branch.init(streamFor), ...shortcut.init(streamFor) }),
      apply(parameters, x, context) {
        const kept = stochasticDepth(branch.apply(parameters, x, context), survival, context);
        return rest(applyActivation(add(kept, shortcut.apply(parameters, x, context)), fused));
      },
      toKeras(graph, name, input) {
        const inner = withoutSlashes(graph);
        const scaled = addScale(inner, survival, `${name}/scale`, branch.toKeras(inner, name, input));
        const inputs = [scaled, shortcut.toKeras(inner, name, input)];
        const sum = inner.add({ className: 'Add', name, config: {}, inputs });
        return addActivation(inner, activation, `${name}_${activation}`, sum);
      },
    };
  };
}

/** Creates the layers of the shortcut; none if the input can be added unchanged. */
function projection(
  from: readonly number[],
  to: readonly number[],
  { projectionNorm: hasNorm = true, projectionMomentum: momentum = 0.99, initializer }: ResidualOptions,
): NamedLayers {
  if (from.length === to.length && from.every((size, axis) => size === to[axis])) return [];
  const [height = 0, width = 0] = from;
  const [toHeight = 0, toWidth = 0, filters = 0] = to;
  const stride = Array.from({ length: Math.max(height, width) }, (_, i) => i + 1).find(
    (s) => Math.ceil(height / s) === toHeight && Math.ceil(width / s) === toWidth,
  );
  if (from.length !== 3 || to.length !== 3 || stride === undefined) {
    throw new SweepdeckError({
      code: 'model-shape',
      message: `a residual block turns ${from.join('x')} into ${to.join('x')}, to which its input cannot be added`,
      hint: "Let its layers keep height and width (padding 'same') or divide both by the same stride.",
    });
  }
  const convolution = conv2d({
    filters,
    kernelSize: 1,
    stride,
    padding: 'same',
    bias: !hasNorm,
    ...(initializer !== undefined && { initializer }),
  });
  return [['projection', convolution], ...(hasNorm ? [['projection_norm', batchNorm({ momentum })] as const] : [])];
}

/** Keras forbids slashes in layer names; the weights keep ours. */
function withoutSlashes(graph: KerasGraph): KerasGraph {
  return { add: (node) => graph.add({ ...node, name: node.name.replaceAll('/', '_') }) };
}

/** Adds a node that scales by a factor for evaluation; none if the factor is 1. */
function addScale(graph: KerasGraph, scale: number, name: string, input: string): string {
  if (scale === 1) return input;
  return graph.add({ className: 'Rescaling', name, config: { scale, offset: 0 }, inputs: [input] });
}
