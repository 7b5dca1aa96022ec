import { z } from 'zod';
import { optionNotes } from '../registry/index.ts';
import { batchNorm } from './layers/batch-norm.ts';
import { conv2d } from './layers/conv2d.ts';
import { dense } from './layers/dense.ts';
import { globalAveragePool } from './layers/global-average-pool.ts';
import { initializerNames } from './layers/initialize.ts';
import type { LayerFactory } from './layers/layer.ts';
import { residual } from './layers/residual.ts';
import type { InputShape, Model } from './model.ts';
import { sequential } from './sequential.ts';

/** @param byName blocks of the network when the option is omitted */
export function blocksOption(byName: number): z.ZodOptional<z.ZodInt> {
  return z
    .int()
    .min(1)
    .max(20)
    .optional()
    .describe('Number of residual blocks per stage; default: 1 in resnet8, 3 in resnet20')
    .register(optionNotes, { neutral: byName });
}

/** Options of every residual network. */
export const residualNetworkOptions = z.strictObject({
  width: z.int().min(1).max(256).default(16).describe('Filters of the first stage; each of the next two doubles them'),
  blocks: blocksOption(1),
  initializer: z.enum(initializerNames).default('he-normal').describe('Distribution of the initial kernels'),
  momentum: z
    .number()
    .min(0)
    .lt(1)
    .default(0.9)
    .describe('Share of the moving statistics that each step keeps, for all batch norms'),
  stochastic_depth: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe('Probability that a training image skips the last block; it decreases linearly towards the first block')
    .register(optionNotes, {
      source: 'Huang et al. (2016), Deep networks with stochastic depth, arXiv:1603.09382',
      example: 0.2,
    }),
});

const stages = 3;

/**
 * The network for small images of He et al. (2015), arXiv:1512.03385, section 4.2: convolution 3x3, three stages of
 * `blocks` residual blocks with two 3x3 convolutions each, global average pool, dense to the classes. Stages 2 and 3
 * start with stride 2 and twice the filters. Each convolution is followed by a batch norm and has no bias; if a block
 * changes the shape, its shortcut is a 1x1 convolution (the paper's option B; the paper uses option A for these
 * networks). Block l of L is skipped with probability `stochastic_depth l / L`. Layers are named `stage<s>_block<b>`.
 */
export function residualNetwork(
  blocksByName: number,
  options: z.output<typeof residualNetworkOptions>,
): (input: InputShape) => Model {
  const { width, blocks = blocksByName, initializer, momentum, stochastic_depth: depth } = options;
  const convolution = (filters: number, stride: number): LayerFactory =>
    conv2d({ filters, kernelSize: 3, stride, padding: 'same', initializer, bias: false });
  const relu = batchNorm({ momentum, activation: 'relu' });
  const block = (stage: number, index: number): [string, LayerFactory] => {
    const filters = width * 2 ** stage;
    const layers = [
      ['conv1', convolution(filters, stage > 0 && index === 0 ? 2 : 1)],
      ['norm1', relu],
      ['conv2', convolution(filters, 1)],
      ['norm2', batchNorm({ momentum })],
    ] as const;
    const survival = 1 - (depth * (stage * blocks + index + 1)) / (stages * blocks);
    return [
      `stage${stage + 1}_block${index + 1}`,
      residual(layers, { survival, activation: 'relu', initializer, projectionMomentum: momentum }),
    ];
  };
  return (input) =>
    sequential(input, [
      ['conv1', convolution(width, 1)],
      ['norm1', relu],
      ...Array.from({ length: stages * blocks }, (_, i) => block(Math.floor(i / blocks), i % blocks)),
      ['pool', globalAveragePool()],
      ['dense', dense({ units: input.classes, initializer })],
    ]);
}
