import {
  add,
  div,
  exp,
  expm1,
  log,
  greater,
  max,
  maximum,
  mul,
  sub,
  sum,
  where,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { logSoftmax } from '../ops/log-softmax.ts';

/** Newton steps after which the sum in float64 is within 1e-7 of 1, for any logits and up to 1,000 classes. */
const newtonSteps = (temperature: number): number => Math.min(11, 4 + Math.ceil(4 * (temperature - 1)));

/**
 * Computes `log(1 + x)` for `x >= 0`, precise even where `1 + x` rounds; the stock kernel of the wasm engine loses
 * every digit there.
 */
function preciseLog1p(x: Tensor): Tensor {
  const rounded = add(x, 1);
  const share = div(x, maximum(sub(rounded, 1), 1e-30));
  return where(greater(rounded, 1), mul(log(rounded), share), x);
}

/**
 * Computes the log-probabilities of the tempered softmax: `log exp_t(z_k - lambda)` with `lambda` such that the
 * probabilities add up to 1, where `exp_t(x) = (1 - (t - 1) x)^(-1 / (t - 1))`, and `exp` for `t = 1`. Its tail is
 * heavier than softmax's.
 *
 * With `s = t - 1`, `d = lambda - max z >= 0` and `u_k = 1 + s (d + max z - z_k)` the sum is `F(d) = sum_k
 * u_k^(-1/s)`. `F^(-s)` is a power mean of the affine `u_k` with an exponent below 1, hence concave, and it
 * increases; so Newton's method on `F^(-s) = 1` climbs from `d = 0`, where `F >= 1`, to the root and never passes it.
 * Its step is `F (F^s - 1) / (s sum_k p_k^t)`.
 *
 * Has no gradient: a loss that uses it defines its own.
 *
 * @param logits `[batch, classes]`
 *
 * @param temperature 1 .. 4
 *
 * @returns `[batch, classes]`, <= 0
 * @see Amid et al. (2019), Robust bi-tempered logistic loss, arXiv:1906.03361
 */
export function logTemperedSoftmax(logits: Tensor2D, temperature: number): Tensor2D {
  if (temperature === 1) return logSoftmax(logits);
  const s = temperature - 1;
  const gap = sub(max(logits, 1, true), logits);
  const logExpAt = (d: Tensor | number): Tensor => div(preciseLog1p(mul(add(gap, d), s)), -s);
  let d: Tensor | number = 0;
  for (let step = 0; step < newtonSteps(temperature); step++) {
    const logP = logExpAt(d);
    const total = sum(exp(logP), 1, true);
    const slope = sum(exp(mul(logP, temperature)), 1, true);
    d = add(d, div(mul(total, expm1(mul(log(total), s))), mul(slope, s)));
  }
  return logExpAt(d) as Tensor2D;
}

/** Computes `log_t(x) = (x^(1 - t) - 1) / (1 - t)` from `log x`; `log x` for `t = 1`. */
export function temperedLog<T extends Tensor>(logX: T, temperature: number): T {
  return temperature === 1 ? logX : div(expm1(mul(logX, 1 - temperature)), 1 - temperature);
}
