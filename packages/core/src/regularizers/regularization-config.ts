import { z } from 'zod';
import { optionNotes } from '../registry/index.ts';

/** Options against overfitting that are not options of a model or an optimizer. */
export const regularizationSchema = z.strictObject({
  l1: z
    .number()
    .min(0)
    .max(10)
    .optional()
    .describe('Lasso: adds l1 sum |w| over all kernels to the loss; biases are left alone')
    .register(optionNotes, {
      source: 'Tibshirani (1996), Regression shrinkage and selection via the lasso',
      example: 0.0001,
      neutral: 0,
    }),
  l2: z
    .number()
    .min(0)
    .max(10)
    .optional()
    .describe('Ridge, coupled: adds l2 / 2 sum w^2 over all kernels to the loss; biases are left alone')
    .register(optionNotes, {
      source: 'Hoerl and Kennard (1970), Ridge regression: biased estimation for nonorthogonal problems',
      example: 0.0001,
      neutral: 0,
    }),
  max_norm: z
    .number()
    .gt(0)
    .max(1000)
    .optional()
    .describe("Limit for the L2 norm of each unit's incoming weights, applied after each step")
    .register(optionNotes, {
      source:
        'Srebro, Rennie and Jaakkola (2005), Maximum-margin matrix factorization; Hinton et al. (2012), Improving neural networks by preventing co-adaptation of feature detectors, arXiv:1207.0580',
      example: 3,
    }),
  mixup: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe(
      "Blends pairs of training images and their targets; alpha of the share's Beta(alpha, alpha) distribution, 0 is off",
    )
    .register(optionNotes, {
      source: 'Zhang et al. (2018), mixup: beyond empirical risk minimization, arXiv:1710.09412',
      example: 0.2,
      neutral: 0,
    }),
  cutmix: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe(
      "Pastes a box of one training image into another and mixes targets by area; alpha of the share's Beta(alpha, alpha) distribution, 0 is off",
    )
    .register(optionNotes, {
      source:
        'Yun et al. (2019), CutMix: regularization strategy to train strong classifiers with localizable features, arXiv:1905.04899',
      example: 1,
      neutral: 0,
    }),
});

export type RegularizationConfig = z.output<typeof regularizationSchema>;
