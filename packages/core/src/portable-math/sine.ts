import { turnedSine } from './turned-sine.ts';

/** `sin x`, x in radians from -1e6 to 1e6 (else a RangeError): relative error below 1 ulp (2.2e-16). NaN for infinities and NaN. */
export function sine(x: number): number {
  return turnedSine(x, 0);
}
