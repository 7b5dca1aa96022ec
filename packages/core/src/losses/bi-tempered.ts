import {
  customGrad,
  div,
  exp,
  expandDims,
  mul,
  sub,
  sum,
  type GradSaveFunc,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { define } from '../registry/index.ts';
import type { Loss } from './loss.ts';
import { safeLog } from './safe-log.ts';
import { logTemperedSoftmax, temperedLog } from './tempered-softmax.ts';

/**
 * Computes `sum_k y_k (log_t1 y_k - log_t1 p_k) - (y_k^(2 - t1) - p_k^(2 - t1)) / (2 - t1)` with `p` the softmax
 * tempered with `t2`: >= 0, and bounded by `1 / (1 - t1)` for a one-hot target and `t1 < 1`.
 *
 * Its derivative by `p_k` is `(p_k - y_k) p_k^(-t1)`, and `dp_k/dz_j = p_k^t2 ([k = j] - e_j)` with `e = p^t2 / sum
 * p^t2`. So the gradient is `g - e sum g` with `g = (p - y) p^(t2 - t1)`, which is finite because `t2 >= t1`.
 */
function biTemperedLoss(t1: number, t2: number): Loss {
  return (logits, targets) => {
    const loss = customGrad((x, save) => {
      const logP = logTemperedSoftmax(x as Tensor2D, t2);
      (save as GradSaveFunc)([logP, targets]);
      const logY = safeLog(targets);
      const match = mul(targets, sub(temperedLog(logY, t1), temperedLog(logP, t1)));
      const powers = sub(exp(mul(logY, 2 - t1)), exp(mul(logP, 2 - t1)));
      return {
        value: sum(sub(match, div(powers, 2 - t1)), 1),
        gradFunc: (dy: Tensor, saved: Tensor[]) => {
          const [l, y] = saved as [Tensor2D, Tensor2D];
          const g = mul(sub(exp(l), y), exp(mul(l, t2 - t1)));
          const escort = exp(mul(l, t2));
          const share = div(escort, sum(escort, 1, true));
          return mul(expandDims(dy, 1), sub(g, mul(share, sum(g, 1, true))));
        },
      };
    });
    return loss(logits) as Tensor1D;
  };
}

export const biTempered = define({
  title: 'Bi-tempered logistic',
  summary:
    'Cross-entropy with a bounded logarithm (t1) against outliers and a heavy-tailed softmax (t2) against wrong labels.',
  source: 'Amid et al. (2019), Robust bi-tempered logistic loss based on Bregman divergences, arXiv:1906.03361',
  options: z.strictObject({
    t1: z.number().min(0).max(1).default(0.8).describe('Temperature of the logarithm; below 1 the loss is bounded'),
    t2: z.number().min(1).max(4).default(1.2).describe('Temperature of softmax; above 1 its tail is heavy'),
  }),
  create: ({ t1, t2 }) => biTemperedLoss(t1, t2),
});
