import { add, mean, mul, neg, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { define } from '../registry/index.ts';
import { logSigmoid } from './log-sigmoid.ts';
import type { Loss } from './loss.ts';

/** Computes `-1/K sum_k (y_k log sigmoid(z_k) + (1 - y_k) log sigmoid(-z_k))`: nats, >= 0. */
const binaryCrossEntropyLoss: Loss = (logits, targets) => {
  const yes = mul(targets, logSigmoid(logits));
  const no = mul(sub(1, targets), logSigmoid(neg(logits)));
  return neg(mean(add(yes, no), 1)) as Tensor1D;
};

export const binaryCrossEntropy = define({
  title: 'Binary cross-entropy',
  summary:
    'One logistic regression (a yes-or-no question) per class, averaged over the classes; also called one-vs-rest.',
  source: 'Cox (1958), The regression analysis of binary sequences; Wightman et al. (2021), arXiv:2110.00476',
  options: z.strictObject({}),
  create: () => binaryCrossEntropyLoss,
});
