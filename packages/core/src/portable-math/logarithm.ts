import { powerOfTwo } from './power-of-two.ts';

const value = new Float64Array(1);
/** Little endian, like WebAssembly's memory. */
const words = new Int32Array(value.buffer);

const ln2High = 6.9314718036912381649e-1;
const ln2Low = 1.90821492927058770002e-10;
/** Upper half of the bits of `sqrt(2) / 2`. */
const rootOfHalf = 0x3fe6a09e;

/**
 * Computes `ln x = k ln 2 + ln(1 + f)`, `x = 2^k (1 + f)`, `1 + f` from `sqrt(1/2)` to `sqrt(2)`, by a polynomial of
 * `s = f / (2 + f)`: relative error below 1 ulp (2.2e-16). -Infinity for 0, NaN below 0 and for NaN.
 * `kernels/math/portable-math.ts` is the same. Source: Ng (1993), fdlibm, e_log.c
 */
export function logarithm(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  // For the smallest and largest numbers there is no power of two to divide by; infinity is unchanged.
  if (x < 1e-300) return logarithmOf(x * powerOfTwo(64), -64);
  if (x > 1e300) return x === Infinity ? x : logarithmOf(x * powerOfTwo(-64), 64);
  return logarithmOf(x, 0);
}

/** Computes `ln x + scale ln 2` for x from 1e-300 to 1e300. */
function logarithmOf(x: number, scale: number): number {
  value[0] = x;
  const exponent = ((words[1] ?? 0) - rootOfHalf) >> 20;
  const f = x * powerOfTwo(-exponent) - 1;
  const k = exponent + scale;
  const halfSquare = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  return s * (halfSquare + (even + odd)) + k * ln2Low - halfSquare + f + k * ln2High;
}
