import { clampHalf, joinHalves, lowerHalf, upperHalf } from '../math/float64-lanes';
import { drawWords, WORDS_AT_ONCE } from '../math/philox';
import {
  angleHigh,
  angleLow,
  cosinesNearZero,
  logarithms,
  quarterTurns,
  sinesNearZero,
  turnedBy,
} from '../math/portable-math';

export function noiseScratchBytes(count: i32): i32 {
  return (count + 2 * WORDS_AT_ONCE) << 2;
}

/**
 * Adds normal noise to each value: `clamp(pixel + deviation n)`. Box-Muller turns two random words into two numbers `n`. The
 * words are those of the stream of src/random, beginning with its word `word`. Reads and writes whole vectors, up to three
 * values behind the last.
 */
export function addNoise(
  count: i32,
  deviation: f64,
  key0: u32,
  key1: u32,
  step: u32,
  word: u32,
  from: usize,
  to: usize,
  words: usize,
): void {
  const offset = <i32>(word & 3);
  drawWords((offset + count + 3 + WORDS_AT_ONCE - 1) / WORDS_AT_ONCE, key0, key1, step, word >> 2, words);
  const size = f64x2.splat(deviation);
  const grain = f64x2.splat(5.9604644775390625e-8);
  words += (<usize>offset) << 2;
  for (; count > 0; count -= 4, from += 16, to += 16, words += 16) {
    const bits = i32x4.shr_u(v128.load(words), 8);
    const first = f64x2.mul(f64x2.convert_low_i32x4_u(v128.shuffle<i32>(bits, bits, 0, 2, 0, 2)), grain);
    const second = f64x2.mul(f64x2.convert_low_i32x4_u(v128.shuffle<i32>(bits, bits, 1, 3, 1, 3)), grain);
    const logarithm = logarithms(f64x2.sub(f64x2.splat(1), first));
    const radius = f64x2.sqrt(f64x2.mul(f64x2.splat(-2), logarithm));
    const angle = f64x2.mul(f64x2.splat(6.283185307179586), second);
    const quarters = quarterTurns(angle);
    const high = angleHigh(angle, quarters);
    const low = angleLow(angle, quarters, high);
    const rest = f64x2.sub(high, low);
    const error = f64x2.sub(f64x2.sub(high, rest), low);
    const nearSine = sinesNearZero(rest, error);
    const nearCosine = cosinesNearZero(rest, error);
    const turns = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(quarters));
    const sine = f64x2.mul(radius, turnedBy(turns, nearSine, nearCosine));
    const cosine = f64x2.mul(radius, turnedBy(i64x2.add(turns, i64x2.splat(1)), nearSine, nearCosine));
    const pixels = v128.load(from);
    const lower = f64x2.add(lowerHalf(pixels), f64x2.mul(size, v128.shuffle<i64>(cosine, sine, 0, 2)));
    const upper = f64x2.add(upperHalf(pixels), f64x2.mul(size, v128.shuffle<i64>(cosine, sine, 1, 3)));
    v128.store(to, joinHalves(clampHalf(lower), clampHalf(upper)));
  }
}
