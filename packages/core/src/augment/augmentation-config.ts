import { z } from 'zod';
import { optionNotes } from '../registry/index.ts';

const lecun = 'LeCun et al. (1998), Gradient-based learning applied to document recognition';
const ciresan =
  'Ciresan et al. (2010), Deep big simple neural nets excel on handwritten digit recognition, arXiv:1003.0358';
const howard =
  'Howard (2013), Some improvements on deep convolutional neural network based image classification, arXiv:1312.5402';

/**
 * Random changes to each training image, drawn anew in every epoch. An omitted change is not made, nor is one set to
 * 0 or `none`.
 */
export const augmentationSchema = z.strictObject({
  random_crop: z
    .int()
    .min(0)
    .max(64)
    .optional()
    .describe('Pads each side with this many black pixels and crops the original size at a random place')
    .register(optionNotes, {
      source: 'He et al. (2015), Deep residual learning for image recognition, section 4.2, arXiv:1512.03385',
      example: 4,
      neutral: 0,
    }),
  flip: z
    .enum(['none', 'horizontal', 'vertical', 'both'])
    .optional()
    .describe('Mirrors half of the images along that axis; both: along each axis independently')
    .register(optionNotes, {
      source: 'Krizhevsky et al. (2012), ImageNet classification with deep convolutional neural networks',
      example: 'horizontal',
      neutral: 'none',
    }),
  shift: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Largest shift in each direction, as a share of the image size')
    .register(optionNotes, { source: lecun, example: 0.1, neutral: 0 }),
  rotate: z
    .number()
    .min(0)
    .max(180)
    .optional()
    .describe('Largest rotation in either direction, in degrees')
    .register(optionNotes, { source: ciresan, example: 15, neutral: 0 }),
  zoom: z
    .number()
    .min(0)
    .lt(1)
    .optional()
    .describe('Zooms by a factor from 1 - zoom to 1 + zoom')
    .register(optionNotes, { source: lecun, example: 0.1, neutral: 0 }),
  shear: z
    .number()
    .min(0)
    .max(60)
    .optional()
    .describe('Largest horizontal shear in either direction, in degrees')
    .register(optionNotes, { source: lecun, example: 10, neutral: 0 }),
  brightness: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Largest amount added to or subtracted from each pixel, where black is 0 and white is 1')
    .register(optionNotes, { source: howard, example: 0.2, neutral: 0 }),
  contrast: z
    .number()
    .min(0)
    .lt(1)
    .optional()
    .describe("Scales the distance of each pixel to the image's mean by a factor from 1 - contrast to 1 + contrast")
    .register(optionNotes, { source: howard, example: 0.2, neutral: 0 }),
  noise: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Standard deviation of normal noise that is added to each pixel, where black is 0 and white is 1')
    .register(optionNotes, {
      source: 'Bishop (1995), Training with noise is equivalent to Tikhonov regularization',
      example: 0.05,
      neutral: 0,
    }),
  cutout: z
    .int()
    .min(0)
    .max(1024)
    .optional()
    .describe('Side in pixels of a square at a random place that becomes black')
    .register(optionNotes, {
      source:
        'DeVries and Taylor (2017), Improved regularization of convolutional neural networks with cutout, arXiv:1708.04552',
      example: 8,
      neutral: 0,
    }),
  rand_augment: z
    .strictObject({
      operations: z.int().min(0).max(10).default(2).describe('Number of operations drawn per image'),
      magnitude: z.number().min(0).max(30).default(9).describe('Strength of each operation, from 0 (none) to 30'),
    })
    .optional()
    .describe('RandAugment: applies a number of operations drawn from a list, all with the same strength')
    .register(optionNotes, {
      source: 'Cubuk et al. (2019), RandAugment: practical automated data augmentation, arXiv:1909.13719',
    }),
});

export type AugmentationConfig = z.output<typeof augmentationSchema>;
