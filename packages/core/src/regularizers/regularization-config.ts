import { z } from 'zod';

/** What keeps a network from fitting its training images too closely, beside the options of models and optimizers. */
export const regularizationSchema = z.strictObject({
  l1: z
    .number()
    .min(0)
    .max(10)
    .optional()
    .describe('Lasso: adds l1 sum |w| over all kernels to the loss that is minimized; biases are left alone'),
  l2: z
    .number()
    .min(0)
    .max(10)
    .optional()
    .describe(
      'Ridge, coupled: adds l2 / 2 sum w^2 over all kernels to the loss that is minimized; biases are left alone',
    ),
  max_norm: z
    .number()
    .gt(0)
    .max(1000)
    .optional()
    .describe('Longest that the incoming weights of a unit may be (L2 norm) after each step'),
  mixup: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe('Blends pairs of training images and their targets; alpha of the Beta(alpha, alpha) share, 0 is off'),
  cutmix: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe(
      'Pastes a box of one training image into another, targets by area; alpha of the Beta(alpha, alpha) share, 0 is off',
    ),
});

export type RegularizationConfig = z.output<typeof regularizationSchema>;
