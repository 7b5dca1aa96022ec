import { exp, mean, square, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { logSoftmax } from '../ops/log-softmax.ts';
import { define } from '../registry/index.ts';
import type { Loss } from './loss.ts';

/** Computes `1/K sum_k (softmax(z)_k - y_k)^2`: 0 .. 2/K; the Brier score divided by the number of classes. */
const onProbabilities: Loss = (logits, targets) => mean(square(sub(exp(logSoftmax(logits)), targets)), 1) as Tensor1D;

/** Computes `1/K sum_k (z_k - y_k)^2`: >= 0; least squares on the logits, without softmax. */
const onLogits: Loss = (logits, targets) => mean(square(sub(logits, targets)), 1) as Tensor1D;

const forms = { probabilities: onProbabilities, logits: onLogits } satisfies Record<string, Loss>;

export const mse = define({
  title: 'Mean squared error',
  summary: 'Squared distance between softmax probabilities (or logits) and target, averaged over the classes.',
  source:
    'Brier (1950), Verification of forecasts expressed in terms of probability; on logits: Hui and Belkin (2021), Evaluation of neural architectures trained with square loss vs cross-entropy, arXiv:2006.07322',
  options: z.strictObject({
    on: z
      .enum(['probabilities', 'logits'])
      .default('probabilities')
      .describe(
        'probabilities: after softmax, which gives the Brier score divided by the number of classes; logits: without softmax',
      ),
  }),
  create: ({ on }) => forms[on],
});
