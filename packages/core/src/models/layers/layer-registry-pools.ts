import { z } from 'zod';
import { define } from '../../registry/index.ts';
import { avgPool as avgPoolLayer } from './avg-pool.ts';
import { dropout as dropoutLayer } from './dropout.ts';
import { flatten as flattenLayer } from './flatten.ts';
import { globalAveragePool as globalAveragePoolLayer } from './global-average-pool.ts';
import { onImages } from './layer-registry-shapes.ts';
import { maxPool as maxPoolLayer } from './max-pool.ts';

const windowOptions = {
  size: z.int().min(1).max(64).default(2).describe('Height and width of the window, pixels'),
  stride: z
    .int()
    .min(1)
    .max(64)
    .optional()
    .describe('Step of the window in pixels; default: the size, so that windows do not overlap'),
};

/** Layers distinguish an absent option from an undefined one. */
const windowOf = ({ size, stride }: { size: number; stride?: number | undefined }) =>
  stride === undefined ? { size } : { size, stride };

export const maxPool = define({
  title: 'Max pooling',
  summary: 'The largest value of each window; a border that does not fill a window is dropped.',
  source: 'Ranzato et al. (2007), Unsupervised learning of invariant feature hierarchies',
  options: z.strictObject(windowOptions),
  create: (options) => onImages(maxPoolLayer(windowOf(options))),
});

export const avgPool = define({
  title: 'Average pooling',
  summary: 'The mean of each window; a border that does not fill a window is dropped.',
  source: 'LeCun et al. (1998), Gradient-based learning applied to document recognition',
  options: z.strictObject(windowOptions),
  create: (options) => onImages(avgPoolLayer(windowOf(options))),
});

export const globalAveragePool = define({
  title: 'Global average pooling',
  summary: 'The mean of each channel over the whole image: one value per channel.',
  source: 'Lin et al. (2013), Network in network, arXiv:1312.4400',
  options: z.strictObject({}),
  create: () => onImages(globalAveragePoolLayer()),
});

export const flatten = define({
  title: 'Flatten',
  summary: 'Turns the image into a list of values, row by row.',
  source: 'Keras, Flatten',
  options: z.strictObject({}),
  create: () => flattenLayer(),
});

export const dropout = define({
  title: 'Dropout',
  summary: 'Drops a random share of the values in training and scales up the others.',
  source: 'Srivastava et al. (2014), Dropout: a simple way to prevent neural networks from overfitting',
  options: z.strictObject({
    rate: z.number().min(0).lt(1).default(0.5).describe('Share of the values that is dropped, from 0 to below 1'),
  }),
  create: (options) => dropoutLayer(options),
});
