import { ConvolutionShape } from './convolution-shape';
import { loadLanes, storeLanes } from './lanes';
import { multiplyAdd } from './tile';

// Convolution, activation and 2x2 max pooling of stride 2 of one image: the tile of tile.ts with the four pixels of a window as
// its rows, read from the image itself, so that neither patches nor the convolution's output are ever stored.

/** Place of a value whose gradient goes nowhere: relu gave 0, or it is not a number. The others are 0 to 3, row by row. */
export const NOWHERE: i32 = 4;

@unmanaged
class Window {
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
    // pmax is one instruction but loses a NaN of its second operand; all bits set are one.
    const nan = v128.or(v128.or(f32x4.ne(z1, z1), f32x4.ne(z2, z2)), f32x4.ne(z3, z3));
    let largest = v128.or(f32x4.pmax(f32x4.pmax(z0, z1), f32x4.pmax(z2, z3)), nan);
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

/**
 * `y = maxPool(relu?(conv(x, kernel) + bias))` and `places` of one image; a border that fills no window is left out.
 * @param padded the image with its border, as the shape says
 * @param packedKernel `[panel][depth][8]`
 */
export function convolveWindows(
  shape: ConvolutionShape,
  padded: usize,
  packedKernel: usize,
  bias: usize,
  isRelu: bool,
  y: usize,
  places: usize,
): void {
  const filters = shape.filters;
  const windowRows = shape.outputHeight >> 1;
  const windowColumns = shape.outputWidth >> 1;
  const pixelBytes = (<usize>shape.channels) << 2;
  const rowBytes = <usize>shape.paddedWidth * pixelBytes;
  const right = <usize>shape.strideWidth * pixelBytes;
  const below = <usize>shape.strideHeight * rowBytes;
  const tapRowBytes = <usize>shape.kernelWidth * pixelBytes;
  const tapBytes = <usize>shape.kernelHeight * rowBytes;
  const panelBytes = (<usize>shape.depth) << 5;
  for (let row = 0; row < windowRows; row++) {
    let panel = packedKernel;
    for (let filter = 0; filter < filters; filter += 8) {
      const left = filters - filter;
      // Values behind the last filter are never stored; its bias is not read beyond its end.
      const bias0 = loadBias(bias + ((<usize>filter) << 2), left);
      const bias1 = loadBias(bias + ((<usize>filter + 4) << 2), left - 4);
      let window = padded + <usize>(2 * row) * below;
      let at = <usize>(row * windowColumns * filters + filter);
      for (let column = 0; column < windowColumns; column++) {
        let c00 = f32x4.splat(0);
        let c01 = c00;
        let c10 = c00;
        let c11 = c00;
        let c20 = c00;
        let c21 = c00;
        let c30 = c00;
        let c31 = c00;
        let b = panel;
        for (let taps = window, last = window + tapBytes; taps < last; taps += rowBytes) {
          let a0 = taps;
          let a2 = taps + below;
          const end = taps + tapRowBytes;
          while (a0 < end) {
            const b0 = v128.load(b);
            const b1 = v128.load(b, 16);
            let pixel = v128.load32_splat(a0);
            c00 = multiplyAdd(pixel, b0, c00);
            c01 = multiplyAdd(pixel, b1, c01);
            pixel = v128.load32_splat(a0 + right);
            c10 = multiplyAdd(pixel, b0, c10);
            c11 = multiplyAdd(pixel, b1, c11);
            pixel = v128.load32_splat(a2);
            c20 = multiplyAdd(pixel, b0, c20);
            c21 = multiplyAdd(pixel, b1, c21);
            pixel = v128.load32_splat(a2 + right);
            c30 = multiplyAdd(pixel, b0, c30);
            c31 = multiplyAdd(pixel, b1, c31);
            a0 += 4;
            a2 += 4;
            b += 32;
          }
        }
        Window.storeLargest(
          f32x4.add(c00, bias0),
          f32x4.add(c10, bias0),
          f32x4.add(c20, bias0),
          f32x4.add(c30, bias0),
          isRelu,
          y + (at << 2),
          places + at,
          left,
        );
        if (left > 4) {
          Window.storeLargest(
            f32x4.add(c01, bias1),
            f32x4.add(c11, bias1),
            f32x4.add(c21, bias1),
            f32x4.add(c31, bias1),
            isRelu,
            y + ((at + 4) << 2),
            places + at + 4,
            left - 4,
          );
        }
        at += filters;
        window += 2 * right;
      }
      panel += panelBytes;
    }
  }
}

/** Up to four values of the bias; zeros where there is none. */
function loadBias(bias: usize, left: i32): v128 {
  return left > 0 ? loadLanes(bias, left) : f32x4.splat(0);
}
