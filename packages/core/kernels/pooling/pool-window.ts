import { storeLanes } from '../math/lanes';

/** Place of a value without a gradient: relu gave 0, or the value is NaN. Other places are 0 to 3, row by row. */
export const NOWHERE: i32 = 4;

/** Max pooling of one 2x2 window for four channels. */
@unmanaged
export class PoolWindow {
  /** The largest of four values, NaN when one is. */
  @inline static largest(z0: v128, z1: v128, z2: v128, z3: v128): v128 {
    // pmax is a single instruction, unlike max, but it loses a NaN in its second operand; a value with all bits set is
    // NaN.
    const nan = v128.or(v128.or(f32x4.ne(z1, z1), f32x4.ne(z2, z2)), f32x4.ne(z3, z3));
    return v128.or(f32x4.pmax(f32x4.pmax(z0, z1), f32x4.pmax(z2, z3)), nan);
  }

  /**
   * The largest of four values, NaN when one is, to `y`, and its place, the first of equal ones, as bytes to `places`.
   * @param left how many of the four lanes there are, or more
   */
  @inline static storeLargest(
    z0: v128,
    z1: v128,
    z2: v128,
    z3: v128,
    isRelu: bool,
    y: usize,
    places: usize,
    left: i32,
  ): void {
    let largest = PoolWindow.largest(z0, z1, z2, z3);
    // A value that is not the largest has all bits set, more than any place.
    const first = i32x4.min_u(f32x4.ne(z0, largest), v128.or(f32x4.ne(z1, largest), i32x4.splat(1)));
    const second = i32x4.min_u(
      v128.or(f32x4.ne(z2, largest), i32x4.splat(2)),
      v128.or(f32x4.ne(z3, largest), i32x4.splat(3)),
    );
    let place = i32x4.min_u(first, second);
    if (isRelu) {
      const zero = f32x4.splat(0);
      place = v128.or(place, f32x4.le(largest, zero));
      // pmax(x, 0) is `x < 0 ? 0 : x`: NaN stays NaN.
      largest = f32x4.pmax(largest, zero);
    }
    place = i32x4.min_u(place, i32x4.splat(NOWHERE));
    storeLanes(y, largest, left);
    const words = i16x8.narrow_i32x4_u(place, place);
    const bytes = i8x16.narrow_i16x8_u(words, words);
    if (left >= 4) {
      v128.store32_lane(places, bytes, 0);
      return;
    }
    v128.store8_lane(places, bytes, 0);
    if (left > 1) v128.store8_lane(places + 1, bytes, 1);
    if (left > 2) v128.store8_lane(places + 2, bytes, 2);
  }
}
