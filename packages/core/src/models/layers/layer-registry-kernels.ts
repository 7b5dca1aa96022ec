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
  .describe('After the layer; linear is none');

export const initializerOption = z
  .enum(initializerNames)
  .default('glorot-uniform')
  .describe('Distribution of the initial kernel');

/** What every layer with a kernel takes. */
const kernelOptions = { activation: activationOption, initializer: initializerOption };

/** What every convolution takes. */
const convolutionOptions = {
  kernel_size: z.int().min(1).max(31).default(3).describe('Height and width of the kernel, pixels'),
  stride: z.int().min(1).max(16).default(1).describe('Pixels from one position of the kernel to the next'),
  padding: z
    .enum(['valid', 'same'])
    .default('valid')
    .describe('valid: the kernel stays within the image; same: zeros around it keep its size at stride 1'),
  bias: z.boolean().default(true).describe('False where a normalization follows, which would take it away'),
};

export const conv2d = define({
  title: '2-D convolution',
  summary: 'Slides kernels over the image, one for each filter, each over all channels.',
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
  summary: 'Slides kernels over each channel by itself; conv2d with kernel_size 1 behind it mixes the channels.',
  source:
    'Howard et al. (2017), MobileNets: efficient convolutional neural networks for mobile vision applications, arXiv:1704.04861',
  options: z.strictObject({
    multiplier: z.int().min(1).max(64).default(1).describe('Kernels for each channel of the input'),
    ...convolutionOptions,
    ...kernelOptions,
  }),
  create: ({ kernel_size: kernelSize, ...options }) => onImages(depthwiseConv2dLayer({ kernelSize, ...options })),
});

export const dense = define({
  title: 'Dense',
  summary: 'Fully connected: every output value sees every input value.',
  source: 'Rumelhart et al. (1986), Learning representations by back-propagating errors',
  options: z.strictObject({
    units: z.int().min(1).max(16_384).optional().describe('Values of the output; left out: one for each class'),
    ...kernelOptions,
  }),
  create: ({ units, ...options }, { classes }: LayerListContext) =>
    onValues(denseLayer({ units: units ?? classes, ...options })),
});
