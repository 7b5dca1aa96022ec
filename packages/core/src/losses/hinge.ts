import {
  add,
  argMax,
  expandDims,
  maximum,
  mean,
  mul,
  oneHot,
  relu,
  scalar,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { define } from '../registry/index.ts';
import type { Loss } from './loss.ts';

/** Larger than any logit that float32 training produces; it removes the true class from the maximum. */
const excluded = 1e30;

/** Maps a violation of the margin, `>= 0`, to its penalty: the violation itself or its square. */
type Penalty = <T extends Tensor>(violation: T) => T;

type Form = (margin: number, penalty: Penalty) => Loss;

/**
 * Computes `max(0, margin + max_{k != y} z_k - z_y)`: >= 0. Only the strongest rival gets a gradient, the first one
 * in a tie.
 */
const crammerSinger: Form = (margin, penalty) => (logits, targets) => {
  const classes = logits.shape[1];
  const target = sum(mul(targets, logits), 1);
  const isTarget = oneHot(argMax(targets, 1), classes);
  const rivals = sub(logits, mul(isTarget, excluded)) as Tensor2D;
  const strongest = sum(mul(oneHot(argMax(rivals, 1), classes), logits), 1);
  return penalty(maximum(add(sub(strongest, target), margin), scalar(0)) as Tensor1D);
};

/** Computes `1/K sum_{k != y} max(0, margin + z_k - z_y)`: >= 0. Every rival within the margin gets a gradient. */
const westonWatkins: Form = (margin, penalty) => (logits, targets) => {
  const target = expandDims(sum(mul(targets, logits), 1), 1);
  const isRival = sub(1, oneHot(argMax(targets, 1), logits.shape[1]));
  return mean(mul(isRival, penalty(relu(add(sub(logits, target), margin)))), 1) as Tensor1D;
};

/** Computes `1/K sum_k max(0, margin - s_k z_k)` with `s_k` = +1 for the true class and -1 for the others: >= 0. */
const oneVersusRest: Form = (margin, penalty) => (logits, targets) => {
  const signs = sub(mul(targets, 2), 1);
  return mean(penalty(relu(sub(margin, mul(signs, logits)))), 1) as Tensor1D;
};

const forms = {
  'crammer-singer': crammerSinger,
  'weston-watkins': westonWatkins,
  'one-vs-rest': oneVersusRest,
} satisfies Record<string, Form>;

export const hinge = define({
  title: 'Hinge',
  summary: 'Margin loss of support vector machines: no penalty once the true class leads by the margin.',
  source:
    'Crammer and Singer (2001), On the algorithmic implementation of multiclass kernel-based vector machines; Weston and Watkins (1999), Support vector machines for multi-class pattern recognition',
  options: z.strictObject({
    form: z
      .enum(['crammer-singer', 'weston-watkins', 'one-vs-rest'])
      .default('crammer-singer')
      .describe(
        'crammer-singer: true class against the strongest rival; weston-watkins: against every rival; one-vs-rest: mean over classes of max(0, margin - s z)',
      ),
    margin: z.number().gt(0).max(1000).default(1).describe('Lead of the true class from which there is no penalty'),
    squared: z.boolean().default(false).describe('Squares each violation of the margin'),
  }),
  create: ({ form, margin, squared }) => forms[form](margin, squared ? square : (violation) => violation),
});
