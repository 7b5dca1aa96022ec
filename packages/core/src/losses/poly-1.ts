import { expm1, mul, sub, sum, type Tensor1D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { logSoftmax } from '../ops/log-softmax.ts';
import { define } from '../registry/index.ts';
import type { Loss } from './loss.ts';

/** Computes `sum_k y_k (-log p_k + epsilon (1 - p_k))` with `p = softmax(z)`: nats, >= 0 for `epsilon >= -1`. */
function poly1Loss(epsilon: number): Loss {
  return (logits, targets) => {
    const logP = logSoftmax(logits);
    return sum(mul(targets, sub(mul(expm1(logP), -epsilon), logP)), 1) as Tensor1D;
  };
}

export const poly1 = define({
  title: 'Poly-1',
  summary: 'Cross-entropy with an adjustable weight on its first polynomial term, 1 - p.',
  source: 'Leng et al. (2022), PolyLoss: a polynomial expansion perspective, arXiv:2204.12511',
  options: z.strictObject({
    epsilon: z.number().min(-1).max(100).default(1).describe('Added to the weight of 1 - p; 0 is cross-entropy'),
  }),
  create: ({ epsilon }) => poly1Loss(epsilon),
});
