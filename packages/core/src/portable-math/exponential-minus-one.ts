import { exponential } from './exponential.ts';
import { logarithm } from './logarithm.ts';

/**
 * Computes `e^x - 1` without cancellation near 0: `(u - 1) x / ln u`, where `u` is the rounded `e^x`. Relative error
 * of a few ulp. Source: Kahan, in Higham (2002), Accuracy and stability of numerical algorithms, section 1.14.1
 */
export function exponentialMinusOne(x: number): number {
  const u = exponential(x);
  if (u === 1) return x;
  const difference = u - 1;
  return difference === -1 || u === Infinity ? difference : (difference * x) / logarithm(u);
}
