import { joinHalves, lowerHalf, upperHalf } from '../math/float64-lanes';

/**
 * Each pixel `(x, y)` of `to` reads `from` at `M (x - centre - shift) + centre`, `M = [xx xy; yx yy]`, bilinear, black outside.
 * Reads and writes whole vectors, up to three values behind the image.
 */
export function warpAffine(
  height: i32,
  width: i32,
  channels: i32,
  xx: f64,
  xy: f64,
  yx: f64,
  yy: f64,
  shiftX: f64,
  shiftY: f64,
  from: usize,
  to: usize,
): void {
  const pixel = (<usize>channels) << 2;
  const below = <usize>width * pixel;
  // A change without an inverse leaves nothing inside.
  if (!isFinite(xx + xy + yx + yy)) {
    memory.fill(to, 0, <usize>height * below);
    return;
  }
  const centreX = <f64>(width - 1) / 2;
  const centreY = <f64>(height - 1) / 2;
  const alongX = f64x2(xx, yx);
  for (let y = 0; y < height; y++) {
    const v = <f64>y - centreY - shiftY;
    const row = f64x2(xy * v + centreX, yy * v + centreY);
    for (let x = 0; x < width; x++, to += pixel) {
      const u = <f64>x - centreX - shiftX;
      const place = f64x2.add(f64x2.mul(alongX, f64x2.splat(u)), row);
      const corner = f64x2.floor(place);
      // Coordinates far outside become the largest or smallest whole number.
      const whole = i32x4.trunc_sat_f64x2_s_zero(corner);
      const left = i32x4.extract_lane(whole, 0);
      const top = i32x4.extract_lane(whole, 1);
      // Right and down; both products of the two; top right and bottom left.
      const part = f64x2.sub(place, corner);
      const bottomRight = f64x2.mul(part, v128.shuffle<i64>(part, part, 1, 0));
      const sides = f64x2.sub(part, bottomRight);
      const topRight = v128.shuffle<i64>(sides, sides, 0, 0);
      const bottomLeft = v128.shuffle<i64>(sides, sides, 1, 1);
      const notRight = f64x2.sub(f64x2.splat(1), v128.shuffle<i64>(part, part, 0, 0));
      const topLeft = f64x2.sub(notRight, bottomLeft);
      if (<u32>left < <u32>(width - 1) && <u32>top < <u32>(height - 1)) {
        const at = from + <usize>(top * width + left) * pixel;
        for (let i: usize = 0; i < pixel; i += 16) {
          const a = v128.load(at + i);
          const b = v128.load(at + i + pixel);
          const c = v128.load(at + i + below);
          const d = v128.load(at + i + below + pixel);
          const first = f64x2.add(
            weighted(topLeft, lowerHalf(a), topRight, lowerHalf(b)),
            weighted(bottomLeft, lowerHalf(c), bottomRight, lowerHalf(d)),
          );
          if (pixel - i <= 8) {
            v128.store(to + i, joinHalves(first, first));
            break;
          }
          const last = f64x2.add(
            weighted(topLeft, upperHalf(a), topRight, upperHalf(b)),
            weighted(bottomLeft, upperHalf(c), bottomRight, upperHalf(d)),
          );
          v128.store(to + i, joinHalves(first, last));
        }
        continue;
      }
      const isLeftInside = left >= 0 && left < width;
      const isRightInside = left >= -1 && left < width - 1;
      const isTopInside = top >= 0 && top < height;
      const isBottomInside = top >= -1 && top < height - 1;
      const at = from + <usize>((top * width + left) * <i32>pixel);
      for (let i: usize = 0; i < pixel; i += 4) {
        let sum: f64 = 0;
        if (isTopInside && isLeftInside) sum += weight(topLeft) * <f64>load<f32>(at + i);
        if (isTopInside && isRightInside) sum += weight(topRight) * <f64>load<f32>(at + i + pixel);
        if (isBottomInside && isLeftInside) sum += weight(bottomLeft) * <f64>load<f32>(at + i + below);
        if (isBottomInside && isRightInside) sum += weight(bottomRight) * <f64>load<f32>(at + i + below + pixel);
        store<f32>(to + i, <f32>sum);
      }
    }
  }
}

function weight(values: v128): f64 {
  return f64x2.extract_lane(values, 0);
}

function weighted(a: v128, x: v128, b: v128, y: v128): v128 {
  return f64x2.add(f64x2.mul(a, x), f64x2.mul(b, y));
}
