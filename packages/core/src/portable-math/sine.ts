import { turnedSine } from './turned-sine.ts';

/**
 * Computes `sin x`, x in radians from -1e6 to 1e6 (otherwise RangeError): relative error below 1 ulp (2.2e-16). NaN
 * for infinities and NaN.
 */
export function sine(x: number): number {
  return turnedSine(x, 0);
}
