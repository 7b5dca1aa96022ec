import { ConvolutionShape } from '../convolution/convolution-shape';
import { loadLanes } from '../math/lanes';
import { PoolWindow } from './pool-window';
import { multiplyAdd } from '../matrix/tile';

// Convolution, activation and 2x2 max pooling of stride 2 of one image: the tile of tile.ts with the four pixels of a window as
// its rows, read from the image itself, so that neither patches nor the convolution's output are ever stored.

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
        PoolWindow.storeLargest(
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
          PoolWindow.storeLargest(
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

/** Loads up to four values of the bias; zeros when there is none. */
function loadBias(bias: usize, left: i32): v128 {
  return left > 0 ? loadLanes(bias, left) : f32x4.splat(0);
}
