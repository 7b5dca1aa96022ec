import { z } from 'zod';
import { imbalanceSchema } from './imbalance.ts';
import { labelNoiseSchema } from './label-noise.ts';
import { pixelRangeSchema } from './pixels/pixel-range.ts';

const splitOptions = {
  test_fraction: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.2)
    .describe('Share held out for testing if the dataset has no test file of its own'),
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
    .describe('Seed of the stratified splits; the same for all trials'),
  limit: z
    .int()
    .min(10)
    .max(1_000_000_000)
    .optional()
    .describe('Number of images to train and validate on, drawn stratified by class; default: all'),
  normalization: z
    .enum(['scale', 'standardize'])
    .optional()
    .describe('scale (default): pixels 0 to 1; standardize: mean 0 and deviation 1 per channel of the train split'),
  imbalance: imbalanceSchema.optional().describe('Makes classes of the train split rare; default: no change'),
  label_noise: labelNoiseSchema.optional().describe('Makes labels of the train split wrong; default: no change'),
};

/** Options of images that are read from files. */
const fileOptions = {
  pixel_range: pixelRangeSchema
    .optional()
    .describe('Values of black and white pixels in the files; default: 0 to 255 or 0 to 1, recognized by the values'),
  ...splitOptions,
};

const labelGaps = z
  .enum(['refuse', 'renumber', 'keep'])
  .optional()
  .describe(
    'Handling of labels that do not count from 0 or skip numbers: refuse (default); renumber: one class per existing label; keep: classes without images',
  );

const path = (what: string): z.ZodString => z.string().min(1).describe(`${what}; relative to the sweep file`);
const idxDirectory = path('Directory with the IDX files, gzipped or not');
const cifarFiles = path('Directory with the .bin files, or the .tar.gz archive that holds them');
const cifarLabels = z
  .enum(['fine', 'coarse'])
  .default('fine')
  .describe('Which labels of CIFAR-100: 100 fine classes or 20 coarse ones');
const size = (what: string, other: string): z.ZodOptional<z.ZodInt> =>
  z
    .int()
    .min(1)
    .max(4096)
    .optional()
    .describe(`Resizes all images to this ${what} in pixels; default: that of \`${other}\`, otherwise unchanged`);
const arrayName = (what: string, name: string): z.ZodDefault<z.ZodString> =>
  z.string().min(1).default(name).describe(`Name of the array with the ${what}`);

/** The images to train on. A bare name is short for `{ name }`. */
export const datasetConfigSchema = z.preprocess(
  (value) => (typeof value === 'string' ? { name: value } : value),
  z.discriminatedUnion('name', [
    z
      .strictObject({
        name: z.literal('glyphs'),
        count: z
          .int()
          .min(100)
          .max(1_000_000)
          .default(8000)
          .describe('Number of images to generate, before they are split'),
        seed: z.int().min(0).max(4_294_967_295).default(1).describe('Seed of the generator'),
        ...splitOptions,
      })
      .describe('Generated digit-like glyphs, 28x28, ten classes; needs no download'),
    z
      .strictObject({ name: z.literal('mnist'), path: idxDirectory.optional(), ...fileOptions })
      .describe('Handwritten digits, 28x28, ten classes'),
    z
      .strictObject({ name: z.literal('fashion-mnist'), path: idxDirectory.optional(), ...fileOptions })
      .describe('Clothing, 28x28, ten classes'),
    z
      .strictObject({ name: z.literal('kmnist'), path: idxDirectory.optional(), ...fileOptions })
      .describe('Kuzushiji, cursive Japanese characters, 28x28, ten classes'),
    z
      .strictObject({ name: z.literal('cifar10'), path: cifarFiles.optional(), ...fileOptions })
      .describe('Photographs of animals and vehicles, 32x32 in colour, ten classes'),
    z
      .strictObject({
        name: z.literal('cifar100'),
        path: cifarFiles.optional(),
        labels: cifarLabels,
        ...fileOptions,
      })
      .describe('Photographs, 32x32 in colour, 100 classes or 20 coarse ones'),
    z
      .strictObject({ name: z.literal('idx'), path: idxDirectory, label_gaps: labelGaps, ...fileOptions })
      .describe('Any IDX files (the format of MNIST) from a directory'),
    z
      .strictObject({
        name: z.literal('images'),
        path: path('Directory with a folder of images per class, or with such folders in train and test'),
        height: size('the height', 'width'),
        width: size('the width', 'height'),
        fit: z
          .enum(['fill', 'cover', 'contain'])
          .default('fill')
          .describe('How to resize: stretch to the size, crop the excess, or pad with black'),
        channels: z
          .enum(['grayscale', 'color'])
          .optional()
          .describe('Color channels of all images; default: color, unless every file is gray'),
        skip_unreadable: z
          .boolean()
          .optional()
          .describe('true: leaves out unreadable images, with a warning; default false: refuses them'),
        ...fileOptions,
      })
      .describe('PNG, JPEG, WebP, GIF, TIFF and AVIF files, one folder per class'),
    z
      .strictObject({ name: z.literal('cifar'), path: cifarFiles, labels: cifarLabels, ...fileOptions })
      .describe('Any files in the binary format of CIFAR-10 or CIFAR-100'),
    z
      .strictObject({
        name: z.literal('npz'),
        path: path('The .npz file'),
        x_train: arrayName('training images', 'x_train'),
        y_train: arrayName('training labels', 'y_train'),
        x_test: arrayName('test images, if there are any', 'x_test'),
        y_test: arrayName('test labels, if there are any', 'y_test'),
        label_gaps: labelGaps,
        ...fileOptions,
      })
      .describe('Arrays in one file, as written by numpy.savez and Keras'),
    z
      .strictObject({
        name: z.literal('npy'),
        images_path: path('The .npy file with the images'),
        labels_path: path('The .npy file with the labels'),
        test_images_path: path('The .npy file with the test images').optional(),
        test_labels_path: path('The .npy file with the test labels').optional(),
        label_gaps: labelGaps,
        ...fileOptions,
      })
      .describe('Arrays in one file each, as written by numpy.save'),
  ]),
);

export type DatasetConfig = z.output<typeof datasetConfigSchema>;
export type DatasetName = DatasetConfig['name'];
