import {
  customGrad,
  div,
  exp,
  expm1,
  maximum,
  mul,
  neg,
  pow,
  relu,
  sub,
  type GradSaveFunc,
  type Tensor,
} from '@tensorflow/tfjs-core';

/**
 * Computes `-(1 - p)^gamma log p` element-wise: >= 0; `-log p` for `gamma` 0.
 *
 * With `u = 1 - p`, the derivative by `log p` is `u^gamma (gamma p log(p) / u - 1)`. Its limit for `p -> 1` is 0, but
 * for `gamma < 1` the chain rule would compute `0^(gamma - 1) log 1` there, so the derivative is given explicitly.
 *
 * @param logP log-probabilities, <= 0 up to rounding
 *
 * @param gamma >= 0
 */
export function focalTerm<T extends Tensor>(logP: T, gamma: number): T {
  if (gamma === 0) return neg(logP);
  const term = customGrad((x, save) => {
    const logProbability = x as T;
    const weight = pow(oneMinusExp(logProbability), gamma);
    (save as GradSaveFunc)([logProbability, weight]);
    return {
      value: neg(mul(weight, logProbability)),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [l, w] = saved as [Tensor, Tensor];
        const ratio = div(mul(exp(l), l), maximum(oneMinusExp(l), 1e-30));
        return mul(dy, mul(w, sub(mul(ratio, gamma), 1)));
      },
    };
  });
  return term(logP) as T;
}

/** Computes `1 - e^x` without cancellation near 0; never below 0. */
function oneMinusExp<T extends Tensor>(x: T): T {
  return relu(neg(expm1(x)));
}
