import { logSoftmax, mul, neg, sum, type Tensor1D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { define } from '../registry/index.ts';
import type { Loss } from './loss.ts';

/** `-sum_k y_k log softmax(z)_k`: nats, >= 0 for one-hot targets. */
const crossEntropyLoss: Loss = (logits, targets) => neg(sum(mul(targets, logSoftmax(logits)), 1)) as Tensor1D;

export const crossEntropy = define({
  title: 'Cross-entropy',
  summary: 'Negative log-likelihood of the target under softmax; the usual choice for classification.',
  source: 'Bridle (1990), Probabilistic interpretation of feedforward classification network outputs',
  options: z.strictObject({}),
  create: () => crossEntropyLoss,
});
