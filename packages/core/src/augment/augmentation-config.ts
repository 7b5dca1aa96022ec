import { z } from 'zod';

/** Random changes to each training image, anew in every epoch. What is left out is not done, nor is what is 0 or `none`. */
export const augmentationSchema = z.strictObject({
  random_crop: z
    .int()
    .min(0)
    .max(64)
    .optional()
    .describe('Pads each side with so many black pixels and cuts the original size out at a random place'),
  flip: z
    .enum(['none', 'horizontal', 'vertical', 'both'])
    .optional()
    .describe('Mirrors half of the images along that axis, or each axis by itself'),
  shift: z.number().min(0).max(1).optional().describe('Largest shift in each direction, as a share of the size'),
  rotate: z.number().min(0).max(180).optional().describe('Largest rotation in either direction, degrees'),
  zoom: z.number().min(0).lt(1).optional().describe('Zooms by a factor from 1 - zoom to 1 + zoom'),
  shear: z.number().min(0).max(60).optional().describe('Largest horizontal shear in either direction, degrees'),
  brightness: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Adds up to so much in either direction to each pixel, where black is 0 and white is 1'),
  contrast: z
    .number()
    .min(0)
    .lt(1)
    .optional()
    .describe("Scales the distances to the image's mean by a factor from 1 - contrast to 1 + contrast"),
  noise: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Standard deviation of normal noise that is added to each pixel, where black is 0 and white is 1'),
  cutout: z.int().min(0).max(1024).optional().describe('Side of a square at a random place that is blackened, pixels'),
  rand_augment: z
    .strictObject({
      operations: z.int().min(0).max(10).default(2).describe('Operations that are drawn for each image'),
      magnitude: z.number().min(0).max(30).default(9).describe('Strength of each, from 0 (none) to 30'),
    })
    .optional()
    .describe('RandAugment: so many operations drawn from a list, all of one strength'),
});

export type AugmentationConfig = z.output<typeof augmentationSchema>;
