import { joinHalves, lowerHalf, upperHalf } from '../math/float64-lanes';

/** `byte / 255`. Reads and writes whole vectors, up to three values behind the last. */
export function bytesToPixels(count: i32, bytes: usize, pixels: usize): void {
  const white = f32x4.splat(255);
  for (; count > 0; count -= 4, bytes += 4, pixels += 16) {
    const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(bytes)));
    v128.store(pixels, f32x4.div(f32x4.convert_i32x4_s(words), white));
  }
}

/**
 * `(pixel - mean) / deviation` for each channel.
 * @param means of four pixels, one after the other: `[4][channels]`, float64; `deviations` alike
 */
export function normalizePixels(
  count: i32,
  channels: i32,
  pixels: usize,
  means: usize,
  deviations: usize,
  values: usize,
): void {
  const period = (<usize>channels) << 5;
  let c: usize = 0;
  for (; count >= 4; count -= 4, pixels += 16, values += 16) {
    const four = v128.load(pixels);
    const mean = v128.load(means + c);
    const upperMean = v128.load(means + c, 16);
    const lower = f64x2.div(f64x2.sub(lowerHalf(four), mean), v128.load(deviations + c));
    const upper = f64x2.div(f64x2.sub(upperHalf(four), upperMean), v128.load(deviations + c, 16));
    v128.store(values, joinHalves(lower, upper));
    c += 32;
    if (c == period) c = 0;
  }
  for (; count > 0; count--, c += 8, pixels += 4, values += 4) {
    store<f32>(values, <f32>((<f64>load<f32>(pixels) - load<f64>(means + c)) / load<f64>(deviations + c)));
  }
}
