import { cosine } from './cosine.ts';
import { sine } from './sine.ts';

/**
 * Computes `sin x / cos x`, x in radians from -1e6 to 1e6 (otherwise RangeError): relative error below 3 ulp (5e-16).
 */
export function tangent(x: number): number {
  return sine(x) / cosine(x);
}
