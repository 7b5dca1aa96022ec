import { z } from 'zod';
import { define } from '../../registry/index.ts';
import { activationNames } from './activation.ts';
import { conv2d as conv2dLayer } from './conv2d.ts';
import { dense as denseLayer } from './dense.ts';
import { depthwiseConv2d as depthwiseConv2dLayer } from './depthwise-conv2d.ts';
import { initializerNames } from './initialize.ts';
import type { LayerListContext } from './layer-registry-context.ts';
import { onImages, onValues } from './layer-registry-shapes.ts';

export const activationOption = z
  .enum(['linear', ...activationNames])
  .default('linear')
  .describe('Activation after the layer; linear means none');

export const initializerOption = z
  .enum(initializerNames)
  .default('glorot-uniform')
  .describe('Distribution of the initial kernel');

/** Options of every layer with a kernel. */
const kernelOptions = { activation: activationOption, initializer: initializerOption };

/** Options of every convolution. */
const convolutionOptions = {
  kernel_size: z.int().min(1).max(31).default(3).describe('Height and width of the kernel, pixels'),
  stride: z.int().min(1).max(16).default(1).describe('Step of the kernel in pixels'),
  padding: z
    .enum(['valid', 'same'])
    .default('valid')
    .describe('valid: the kernel stays within the image; same: zeros around the image preserve its size at stride 1'),
  bias: z.boolean().default(true).describe('False where a following normalization would cancel the bias'),
};

export const conv2d = define({
  title: '2-D convolution',
  summary: 'Slides one kernel per filter over the image; each kernel sees all channels.',
  source: 'LeCun et al. (1998), Gradient-based learning applied to document recognition',
  options: z.strictObject({
    filters: z.int().min(1).max(4096).describe('Channels of the output'),
    ...convolutionOptions,
    ...kernelOptions,
  }),
  create: ({ kernel_size: kernelSize, ...options }) => onImages(conv2dLayer({ kernelSize, ...options })),
});

export const depthwiseConv2d = define({
  title: 'Depthwise 2-D convolution',
  summary: 'Slides kernels over each channel separately; a conv2d with kernel_size 1 after it mixes the channels.',
  source:
    'Howard et al. (2017), MobileNets: efficient convolutional neural networks for mobile vision applications, arXiv:1704.04861',
  options: z.strictObject({
    multiplier: z.int().min(1).max(64).default(1).describe('Number of kernels per input channel'),
    ...convolutionOptions,
    ...kernelOptions,
  }),
  create: ({ kernel_size: kernelSize, ...options }) => onImages(depthwiseConv2dLayer({ kernelSize, ...options })),
});

export const dense = define({
  title: 'Dense',
  summary: 'A fully connected layer: every output value depends on every input value.',
  source: 'Rumelhart et al. (1986), Learning representations by back-propagating errors',
  options: z.strictObject({
    units: z.int().min(1).max(16_384).optional().describe('Number of output values; default: one per class'),
    ...kernelOptions,
  }),
  create: ({ units, ...options }, { classes }: LayerListContext) =>
    onValues(denseLayer({ units: units ?? classes, ...options })),
});
