import { ConvolutionShape } from '../convolution/convolution-shape';
import { loadLanes, storeLanes } from '../math/lanes';
import { NOWHERE } from './pool-window';
import { multiplyAdd } from '../matrix/tile';

// Parameter gradient of a 3x3 convolution of stride 1 behind 2x2 max pooling of stride 2: for one channel and four filters the
// nine taps' sums stay in registers while the windows of an image go by.

/** Tells whether this applies. */
export function isWindowGradient(shape: ConvolutionShape): bool {
  return shape.kernelHeight == 3 && shape.kernelWidth == 3 && shape.strideHeight == 1 && shape.strideWidth == 1;
}

/** Places of up to four values, as 32-bit integers. */
function loadPlaces(places: usize, left: i32): v128 {
  let bytes: v128;
  if (left >= 4) bytes = v128.load32_zero(places);
  else {
    bytes = v128.load8_lane(places, i32x4.splat(0), 0);
    if (left > 1) bytes = v128.load8_lane(places + 1, bytes, 1);
    if (left > 2) bytes = v128.load8_lane(places + 2, bytes, 2);
  }
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
}

/** `target += value` for up to four values. */
function addLanes(target: usize, value: v128, left: i32): void {
  storeLanes(target, f32x4.add(loadLanes(target, left), value), left);
}

/**
 * Adds the gradients of one image to `dKernel` and `dBias`.
 * @param padded the image with its border, as the shape says
 * @param dy gradient of the pooled output
 */
export function addWindowGradients(
  shape: ConvolutionShape,
  padded: usize,
  dy: usize,
  places: usize,
  dKernel: usize,
  dBias: usize,
): void {
  const filters = shape.filters;
  const channels = shape.channels;
  const pixelBytes = (<usize>channels) << 2;
  const tapBytes = (<usize>(channels * filters)) << 2;
  for (let filter = 0; filter < filters; filter += 4) {
    const left = filters - filter;
    const from = (<usize>filter) << 2;
    addBiasGradient(shape, dy + from, places + <usize>filter, dBias + from, left);
    for (let channel = 0; channel < channels; channel++) {
      const target = dKernel + from + ((<usize>(channel * filters)) << 2);
      const image = padded + ((<usize>channel) << 2);
      addTapGradients(shape, image, pixelBytes, dy + from, places + <usize>filter, target, tapBytes, left);
    }
  }
}

function addBiasGradient(shape: ConvolutionShape, dy: usize, places: usize, dBias: usize, left: i32): void {
  const filters = <usize>shape.filters;
  const nowhere = i32x4.splat(NOWHERE);
  let sum = f32x4.splat(0);
  for (let window = (shape.outputHeight >> 1) * (shape.outputWidth >> 1); window > 0; window--) {
    sum = f32x4.add(sum, v128.and(loadLanes(dy, left), i32x4.ne(loadPlaces(places, left), nowhere)));
    dy += filters << 2;
    places += filters;
  }
  addLanes(dBias, sum, left);
}

/** Computes the gradients of one channel and up to four filters; the nine taps are `tapBytes` apart. */
function addTapGradients(
  shape: ConvolutionShape,
  image: usize,
  pixelBytes: usize,
  dy: usize,
  places: usize,
  target: usize,
  tapBytes: usize,
  left: i32,
): void {
  const filters = <usize>shape.filters;
  const rowBytes = <usize>shape.paddedWidth * pixelBytes;
  const windowRows = shape.outputHeight >> 1;
  const windowColumns = shape.outputWidth >> 1;
  let t0 = f32x4.splat(0);
  let t1 = t0;
  let t2 = t0;
  let t3 = t0;
  let t4 = t0;
  let t5 = t0;
  let t6 = t0;
  let t7 = t0;
  let t8 = t0;
  for (let row = 0; row < windowRows; row++) {
    let window = image + <usize>(2 * row) * rowBytes;
    for (let column = 0; column < windowColumns; column++) {
      const gradient = loadLanes(dy, left);
      const place = loadPlaces(places, left);
      // The gradients of the window's four pixels: one of them in each lane is not 0.
      const g0 = v128.and(gradient, i32x4.eq(place, i32x4.splat(0)));
      const g1 = v128.and(gradient, i32x4.eq(place, i32x4.splat(1)));
      const g2 = v128.and(gradient, i32x4.eq(place, i32x4.splat(2)));
      const g3 = v128.and(gradient, i32x4.eq(place, i32x4.splat(3)));
      let at = window;
      let pixel = v128.load32_splat(at);
      t0 = multiplyAdd(pixel, g0, t0);
      at += pixelBytes;
      pixel = v128.load32_splat(at);
      t0 = multiplyAdd(pixel, g1, t0);
      t1 = multiplyAdd(pixel, g0, t1);
      at += pixelBytes;
      pixel = v128.load32_splat(at);
      t1 = multiplyAdd(pixel, g1, t1);
      t2 = multiplyAdd(pixel, g0, t2);
      at += pixelBytes;
      pixel = v128.load32_splat(at);
      t2 = multiplyAdd(pixel, g1, t2);
      at = window + rowBytes;
      pixel = v128.load32_splat(at);
      t0 = multiplyAdd(pixel, g2, t0);
      t3 = multiplyAdd(pixel, g0, t3);
      at += pixelBytes;
      pixel = v128.load32_splat(at);
      t0 = multiplyAdd(pixel, g3, t0);
      t1 = multiplyAdd(pixel, g2, t1);
      t3 = multiplyAdd(pixel, g1, t3);
      t4 = multiplyAdd(pixel, g0, t4);
      at += pixelBytes;
      pixel = v128.load32_splat(at);
      t1 = multiplyAdd(pixel, g3, t1);
      t2 = multiplyAdd(pixel, g2, t2);
      t4 = multiplyAdd(pixel, g1, t4);
      t5 = multiplyAdd(pixel, g0, t5);
      at += pixelBytes;
      pixel = v128.load32_splat(at);
      t2 = multiplyAdd(pixel, g3, t2);
      t5 = multiplyAdd(pixel, g1, t5);
      at = window + 2 * rowBytes;
      pixel = v128.load32_splat(at);
      t3 = multiplyAdd(pixel, g2, t3);
      t6 = multiplyAdd(pixel, g0, t6);
      at += pixelBytes;
      pixel = v128.load32_splat(at);
      t3 = multiplyAdd(pixel, g3, t3);
      t4 = multiplyAdd(pixel, g2, t4);
      t6 = multiplyAdd(pixel, g1, t6);
      t7 = multiplyAdd(pixel, g0, t7);
      at += pixelBytes;
      pixel = v128.load32_splat(at);
      t4 = multiplyAdd(pixel, g3, t4);
      t5 = multiplyAdd(pixel, g2, t5);
      t7 = multiplyAdd(pixel, g1, t7);
      t8 = multiplyAdd(pixel, g0, t8);
      at += pixelBytes;
      pixel = v128.load32_splat(at);
      t5 = multiplyAdd(pixel, g3, t5);
      t8 = multiplyAdd(pixel, g1, t8);
      at = window + 3 * rowBytes;
      pixel = v128.load32_splat(at);
      t6 = multiplyAdd(pixel, g2, t6);
      at += pixelBytes;
      pixel = v128.load32_splat(at);
      t6 = multiplyAdd(pixel, g3, t6);
      t7 = multiplyAdd(pixel, g2, t7);
      at += pixelBytes;
      pixel = v128.load32_splat(at);
      t7 = multiplyAdd(pixel, g3, t7);
      t8 = multiplyAdd(pixel, g2, t8);
      at += pixelBytes;
      pixel = v128.load32_splat(at);
      t8 = multiplyAdd(pixel, g3, t8);
      dy += filters << 2;
      places += filters;
      window += 2 * pixelBytes;
    }
  }
  addLanes(target, t0, left);
  addLanes(target + tapBytes, t1, left);
  addLanes(target + 2 * tapBytes, t2, left);
  addLanes(target + 3 * tapBytes, t3, left);
  addLanes(target + 4 * tapBytes, t4, left);
  addLanes(target + 5 * tapBytes, t5, left);
  addLanes(target + 6 * tapBytes, t6, left);
  addLanes(target + 7 * tapBytes, t7, left);
  addLanes(target + 8 * tapBytes, t8, left);
}
