import {
  add,
  argMax,
  maximum,
  mean,
  mul,
  oneHot,
  relu,
  scalar,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { define } from '../registry/index.ts';
import type { Loss } from './loss.ts';

/** Larger than any logit that float32 training produces: takes the true class out of the maximum. */
const excluded = 1e30;

/** `max(0, 1 + max_{k != y} z_k - z_y)`: >= 0. Only the strongest rival gets a gradient, the first one among equals. */
const crammerSinger: Loss = (logits, targets) => {
  const classes = logits.shape[1];
  const target = sum(mul(targets, logits), 1);
  const isTarget = oneHot(argMax(targets, 1), classes);
  const rivals = sub(logits, mul(isTarget, excluded)) as Tensor2D;
  const strongest = sum(mul(oneHot(argMax(rivals, 1), classes), logits), 1);
  return maximum(add(sub(strongest, target), 1), scalar(0)) as Tensor1D;
};

/** `1/K sum_k max(0, 1 - s_k z_k)`, `s_k` = +1 for the true class and -1 for the others: >= 0. */
const oneVersusRest: Loss = (logits, targets) => {
  const signs = sub(mul(targets, 2), 1);
  return mean(relu(sub(1, mul(signs, logits))), 1) as Tensor1D;
};

const forms = { 'crammer-singer': crammerSinger, 'one-vs-rest': oneVersusRest } satisfies Record<string, Loss>;

export const hinge = define({
  title: 'Hinge',
  summary: 'Margin loss of support vector machines: no penalty once the true class leads by 1.',
  source: 'Crammer and Singer (2001), On the algorithmic implementation of multiclass kernel-based vector machines',
  options: z.strictObject({
    form: z
      .enum(['crammer-singer', 'one-vs-rest'])
      .default('crammer-singer')
      .describe(
        'crammer-singer: true class against the strongest rival; one-vs-rest: mean over classes of max(0, 1 - s z)',
      ),
  }),
  create: ({ form }) => forms[form],
});
