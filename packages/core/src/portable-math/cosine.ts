import { turnedSine } from './turned-sine.ts';

/**
 * Computes `cos x`, x in radians from -1e6 to 1e6 (otherwise RangeError): relative error below 1 ulp (2.2e-16). NaN
 * for infinities and NaN.
 */
export function cosine(x: number): number {
  return turnedSine(x, 1);
}
