import { div, greater, logicalAnd, mul, onesLike, sqrt, where } from '@tensorflow/tfjs-core';
import { sumOfSquares } from '../ops/sum-of-squares.ts';
import type { GradientTransform } from './gradient-transform.ts';
import { perParameter } from './per-parameter.ts';

/** `u = g |w| / |g|` per parameter tensor, L2 norms; `g` itself where either norm is 0. */
export const scaleByTrustRatio: GradientTransform = perParameter({}, (gradient, _state, { parameter }) => {
  const size = sqrt(sumOfSquares(parameter));
  const updateSize = sqrt(sumOfSquares(gradient));
  const isDefined = logicalAnd(greater(size, 0), greater(updateSize, 0));
  const ratio = where(isDefined, div(size, updateSize), onesLike(size));
  return { update: mul(gradient, ratio), state: {} };
});
