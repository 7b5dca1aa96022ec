import { powerOfTwo } from './power-of-two.ts';

/** ln 2 in two parts: multiplying the first by a whole number up to 2^20 is exact. */
const ln2High = 6.9314718036912381649e-1;
const ln2Low = 1.90821492927058770002e-10;

/**
 * Computes `e^x = 2^k e^r`, `r = x - k ln 2`, by a rational function of `r` from -0.35 to 0.35: relative error below
 * 1 ulp (2.2e-16) for every x. Infinity from 709.79, 0 below -745.14, NaN for NaN. Source: Ng (2004), fdlibm, e_exp.c
 */
export function exponential(x: number): number {
  if (x > 709.782712893383973096) return Infinity;
  if (x < -745.13321910194110842) return 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t * (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const value = 1 - (low - (r * c) / (2 - c) - high);
  if (k >= -1022 && k <= 1023) return value * powerOfTwo(k);
  // Scales in two steps, because 2^k may not be a normal number even if the result is.
  return k > 0 ? 2 * value * powerOfTwo(k - 1) : value * powerOfTwo(k + 1000) * powerOfTwo(-1000);
}
