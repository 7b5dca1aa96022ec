import { mul, sum, type Tensor1D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { logSoftmax } from '../ops/log-softmax.ts';
import { define } from '../registry/index.ts';
import { focalTerm } from './focal-term.ts';
import type { Loss } from './loss.ts';

/** `-alpha sum_k y_k (1 - p_k)^gamma log p_k`, `p = softmax(z)`: nats, >= 0. */
function focalLoss(gamma: number, alpha: number): Loss {
  return (logits, targets) => mul(sum(mul(targets, focalTerm(logSoftmax(logits), gamma)), 1), alpha) as Tensor1D;
}

export const focal = define({
  title: 'Focal',
  summary: 'Cross-entropy that weighs an image the less, the surer the model already is of its class.',
  source: 'Lin et al. (2017), Focal loss for dense object detection, arXiv:1708.02002',
  options: z.strictObject({
    gamma: z.number().min(0).max(10).default(2).describe('Focus on hard images; 0 is cross-entropy'),
    alpha: z.number().gt(0).max(1000).default(1).describe('Factor of the whole loss, the same for every class'),
  }),
  create: ({ gamma, alpha }) => focalLoss(gamma, alpha),
});
