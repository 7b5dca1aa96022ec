import { z } from 'zod';
import { define } from '../../registry/index.ts';
import { batchNorm as batchNormLayer } from './batch-norm.ts';
import { groupNorm as groupNormLayer } from './group-norm.ts';
import { layerNorm as layerNormLayer } from './layer-norm.ts';
import { activationOption } from './layer-registry-kernels.ts';

/** Options of every normalization. */
const epsilon = z.number().gt(0).max(1).default(0.001).describe('Added to the variance before the square root');

export const batchNorm = define({
  title: 'Batch normalization',
  summary:
    'Normalizes each channel to mean 0 and variance 1 over the batch; evaluation uses the moving statistics of training.',
  source: 'Ioffe and Szegedy (2015), Batch normalization, arXiv:1502.03167',
  options: z.strictObject({
    momentum: z.number().min(0).lt(1).default(0.99).describe('Share of the moving statistics that each step keeps'),
    epsilon,
    activation: activationOption,
  }),
  create: (options) => batchNormLayer(options),
});

export const layerNorm = define({
  title: 'Layer normalization',
  summary: 'Normalizes over the channels of each pixel, or over all values of a flat list; independent of the batch.',
  source: 'Ba et al. (2016), Layer normalization, arXiv:1607.06450',
  options: z.strictObject({ epsilon }),
  create: (options) => layerNormLayer(options),
});

export const groupNorm = define({
  title: 'Group normalization',
  summary:
    'Normalizes each group of channels over one image; with a single group, over the whole image. Independent of the batch.',
  source: 'Wu and He (2018), Group normalization, arXiv:1803.08494',
  options: z.strictObject({
    groups: z.int().min(1).max(1024).default(8).describe('Number of groups; must divide the number of channels'),
    epsilon,
  }),
  create: (options) => groupNormLayer(options),
});
