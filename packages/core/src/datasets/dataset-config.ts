import { z } from 'zod';

const splitOptions = {
  test_fraction: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.2)
    .describe('Share held out for testing where the dataset has no test file of its own'),
  validation_fraction: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.2)
    .describe('Share of the training images held out for validation'),
  split_seed: z
    .int()
    .min(0)
    .max(4_294_967_295)
    .default(42)
    .describe('Seed of the stratified splits; the same for every trial'),
};

const directory = z
  .string()
  .min(1)
  .describe('Directory with the IDX files, gzipped or not; relative to the sweep file');

/** Which images to train on. A name alone is short for `{ name }`. */
export const datasetConfigSchema = z.preprocess(
  (value) => (typeof value === 'string' ? { name: value } : value),
  z.discriminatedUnion('name', [
    z
      .strictObject({
        name: z.literal('glyphs'),
        count: z.int().min(100).max(1_000_000).default(8000).describe('Images to generate, before the splits'),
        seed: z.int().min(0).max(4_294_967_295).default(1).describe('Seed of the generator'),
        ...splitOptions,
      })
      .describe('Generated digit-like glyphs, 28x28, ten classes; needs no download'),
    z
      .strictObject({ name: z.literal('mnist'), path: directory.optional(), ...splitOptions })
      .describe('Handwritten digits, 28x28, ten classes'),
    z
      .strictObject({ name: z.literal('fashion-mnist'), path: directory.optional(), ...splitOptions })
      .describe('Clothing, 28x28, ten classes'),
    z
      .strictObject({ name: z.literal('idx'), path: directory, ...splitOptions })
      .describe('Any IDX files (the format of MNIST) from a directory'),
  ]),
);

export type DatasetConfig = z.output<typeof datasetConfigSchema>;
export type DatasetName = DatasetConfig['name'];

/** Every dataset by the name that a sweep uses. */
export const datasetNames = ['glyphs', 'mnist', 'fashion-mnist', 'idx'] as const satisfies readonly DatasetName[];
