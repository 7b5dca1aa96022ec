import { z } from 'zod';
import { createNamed, define, namedConfigSchema, type NamedConfig, type Registry } from '../../registry/index.ts';
import type { NamedLayers } from './chain.ts';
import type { LayerFactory } from './layer.ts';
import { elu, gelu, leakyRelu, relu, sigmoid, silu, softplus, tanh } from './layer-registry-activations.ts';
import type { LayerListContext } from './layer-registry-context.ts';
import { activationOption, conv2d, dense, depthwiseConv2d, initializerOption } from './layer-registry-kernels.ts';
import { batchNorm, groupNorm, layerNorm } from './layer-registry-norms.ts';
import { avgPool, dropout, flatten, globalAveragePool, maxPool } from './layer-registry-pools.ts';
import { layerAt } from './layer-registry-shapes.ts';
import { residual as residualLayer } from './residual.ts';

/** Lists contain residual blocks, which contain lists. */
const nestedLayers: z.ZodType<readonly NamedConfig[]> = z.lazy(() => layersSchema);

const residual = define({
  title: 'Residual block',
  summary:
    "Adds the block's input to the output of its layers. If the shapes differ, a 1x1 convolution adapts the input.",
  source: 'He et al. (2015), Deep residual learning for image recognition, arXiv:1512.03385',
  options: z.strictObject({
    layers: nestedLayers.describe(
      'The layers of the block, in order. They must keep height and width, or divide both by the same stride',
    ),
    survival: z
      .number()
      .gt(0)
      .max(1)
      .default(1)
      .describe('Probability that an image keeps the layers in a training step; below 1 gives stochastic depth'),
    activation: activationOption.describe('Activation after the sum; linear means none'),
    projection_norm: z
      .boolean()
      .default(true)
      .describe('Batch normalization after the 1x1 convolution, if there is one'),
    initializer: initializerOption.describe('Distribution of the initial kernel of the 1x1 convolution'),
  }),
  create: ({ layers, projection_norm: projectionNorm, ...options }, context: LayerListContext) =>
    residualLayer(namedLayers(layers, context), { projectionNorm, ...options }),
});

/** Every layer, by the name that a model's list uses. */
export const layerRegistry = {
  conv2d,
  'depthwise-conv2d': depthwiseConv2d,
  dense,
  'max-pool': maxPool,
  'avg-pool': avgPool,
  'global-average-pool': globalAveragePool,
  flatten,
  dropout,
  'batch-norm': batchNorm,
  'layer-norm': layerNorm,
  'group-norm': groupNorm,
  relu,
  'leaky-relu': leakyRelu,
  elu,
  gelu,
  silu,
  tanh,
  sigmoid,
  softplus,
  residual,
} as const satisfies Registry<LayerFactory>;

/** A list of layers as configured: each a name, or a name with options. */
export const layersSchema: z.ZodType<readonly NamedConfig[]> = z
  // With an id, the JSON Schema contains it once instead of at every place that takes layers.
  .array(namedConfigSchema(layerRegistry, 'layers').meta({ id: 'layer' }))
  .min(1)
  .max(256);

/**
 * Creates the layers of a list. Each is named by its kind and a number that counts the layers of that kind:
 * `conv2d_1`, `relu_1`, `conv2d_2`. Inserting a layer of another kind changes neither the other names nor their
 * initial weights.
 */
export function namedLayers(configs: readonly NamedConfig[], context: LayerListContext): NamedLayers {
  const counts = new Map<string, number>();
  return configs.map((config, index) => {
    const count = (counts.get(config.name) ?? 0) + 1;
    counts.set(config.name, count);
    const factory = createNamed<LayerFactory>(layerRegistry, config, context);
    return [`${config.name}_${count}`, layerAt(index, config.name, factory)];
  });
}
