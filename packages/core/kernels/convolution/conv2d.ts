import { maskAndSumColumns, packMaskedColumns } from '../activation/activation-gradient';
import { ConvolutionShape } from './convolution-shape';
import { multiplyPacked } from '../matrix/matrix-multiply';
import { packColumns, packRows, packedColumnsBytes, packedRowsBytes } from '../matrix/pack';
import { clearPadded, padImage } from './pad-image';
import { gatherPatches, gatherTaps, packPatches, scatterPatches } from './patches';
import { isWinograd, winogradScratchBytes } from './winograd/blocks';
import { winogradConvolve } from './winograd/convolve';
import { winogradParameterGradient } from './winograd/gradient';

// Convolutions as matrix products of image patches, a block of pixels at a time so that patches stay in cache; 3x3 ones by Winograd.
// kernel [kernelHeight, kernelWidth, channels, filters]; x and y as ConvolutionShape says.

const PATCH_BLOCK_BYTES: i32 = 96 * 1024;
const SPILL_BYTES: usize = 128;

/** Output pixels per block. */
function blockPixels(shape: ConvolutionShape): i32 {
  return min(shape.pixels, max(16, min(256, PATCH_BLOCK_BYTES / (shape.depth << 2)) & ~3));
}

/** Returns a size that suffices for any of the three convolutions. */
export function conv2dScratchBytes(shape: ConvolutionShape): usize {
  return isWinograd(shape) ? winogradScratchBytes(shape) : patchScratchBytes(shape);
}

/** Returns a size that suffices for any of the three without Winograd. */
export function patchScratchBytes(shape: ConvolutionShape): usize {
  const depth = shape.depth;
  const filters = shape.filters;
  const block = blockPixels(shape);
  return (
    SPILL_BYTES +
    shape.paddedBytes +
    ((<usize>block * <usize>(depth + filters)) << 2) +
    packedRowsBytes(block, max(depth, filters)) +
    packedRowsBytes(depth, block) +
    packedColumnsBytes(filters, max(depth, block)) +
    packedColumnsBytes(depth, filters)
  );
}

/** Writes zeros where `pad` will put images. */
export function clear(target: usize, shape: ConvolutionShape): void {
  clearPadded(target, 1, shape.paddedHeight, shape.paddedWidth, shape.channels);
}

/** Copies the image `x` inside the border that `clear` made. */
export function pad(target: usize, x: usize, shape: ConvolutionShape): void {
  padImage(
    target,
    x,
    0,
    shape.height,
    shape.width,
    shape.channels,
    shape.padTop,
    shape.padLeft,
    shape.paddedHeight,
    shape.paddedWidth,
  );
}

/** `y = relu?(conv(x, kernel) + bias?)`; `bias` 0 for none. */
export function conv2dForward(
  batch: i32,
  shape: ConvolutionShape,
  x: usize,
  kernel: usize,
  bias: usize,
  isRelu: bool,
  y: usize,
  scratch: usize,
): void {
  if (isWinograd(shape)) {
    winogradConvolve(batch, shape, false, x, 0, kernel, bias, isRelu, y, 0, scratch);
    return;
  }
  const filters = shape.filters;
  const pixels = shape.pixels;
  const depth = shape.depth;
  const block = blockPixels(shape);
  const padded = scratch + SPILL_BYTES;
  const packedPatches = padded + shape.paddedBytes;
  const packedKernel = packedPatches + packedRowsBytes(block, depth);
  packColumns(packedKernel, kernel, filters, 1, depth, filters);
  if (!shape.isPointwise) clear(padded, shape);
  for (let image = 0; image < batch; image++) {
    if (!shape.isPointwise) pad(padded, x, shape);
    for (let first = 0; first < pixels; first += block) {
      const count = min(block, pixels - first);
      if (shape.isPointwise) packRows(packedPatches, x + ((<usize>first * <usize>depth) << 2), count, depth, depth, 1);
      else packPatches(packedPatches, padded, first, count, shape);
      const target = y + ((<usize>first * <usize>filters) << 2);
      multiplyPacked(count, filters, depth, packedPatches, packedKernel, target, filters, false, bias, isRelu, scratch);
    }
    x += shape.imageBytes;
    y += shape.outputBytes;
  }
}

/** `dKernel = sum of patch^T dz`, `dBias = sum dz` (skipped when 0), `dz = y > 0 ? dy : 0` (`y` 0: `dz = dy`). */
export function conv2dParameterGradient(
  batch: i32,
  shape: ConvolutionShape,
  dy: usize,
  y: usize,
  x: usize,
  dKernel: usize,
  dBias: usize,
  scratch: usize,
): void {
  if (dBias) memory.fill(dBias, 0, (<usize>shape.filters) << 2);
  if (isWinograd(shape)) {
    winogradParameterGradient(batch, shape, dy, y, 0, x, dKernel, dBias, scratch);
    return;
  }
  memory.fill(dKernel, 0, (<usize>(shape.depth * shape.filters)) << 2);
  addParameterGradient(batch, shape, dy, y, x, dKernel, dBias, scratch);
}

/** Does the same as `conv2dParameterGradient` without Winograd, but adds to the contents of `dKernel` and `dBias`. */
export function addParameterGradient(
  batch: i32,
  shape: ConvolutionShape,
  dy: usize,
  y: usize,
  x: usize,
  dKernel: usize,
  dBias: usize,
  scratch: usize,
): void {
  const filters = shape.filters;
  const pixels = shape.pixels;
  const depth = shape.depth;
  const block = blockPixels(shape);
  const isTaps = shape.channels == 1 && !shape.isPointwise;
  const padded = scratch + SPILL_BYTES;
  const gathered = padded + shape.paddedBytes;
  const packedPatches = gathered + ((<usize>block * <usize>depth) << 2);
  const packedGradient = packedPatches + packedRowsBytes(depth, block);
  if (!shape.isPointwise) clear(padded, shape);
  for (let image = 0; image < batch; image++) {
    if (!shape.isPointwise) pad(padded, x, shape);
    for (let first = 0; first < pixels; first += block) {
      const count = min(block, pixels - first);
      const at = (<usize>first * <usize>filters) << 2;
      let patches = gathered;
      if (shape.isPointwise) patches = x + ((<usize>first * <usize>depth) << 2);
      else if (isTaps) gatherTaps(patches, padded, first, count, shape);
      else gatherPatches(patches, padded, first, count, shape);
      packRows(packedPatches, patches, depth, isTaps ? count : 1, count, isTaps ? 1 : depth);
      packMaskedColumns(packedGradient, dy + at, y ? y + at : 0, count, filters, dBias);
      multiplyPacked(depth, filters, count, packedPatches, packedGradient, dKernel, filters, true, 0, false, scratch);
    }
    x += shape.imageBytes;
    dy += shape.outputBytes;
    if (y) y += shape.outputBytes;
  }
}

/** `dx`: each output pixel's `dz kernel^T` is added to the patch it came from. */
export function conv2dInputGradient(
  batch: i32,
  shape: ConvolutionShape,
  dy: usize,
  y: usize,
  kernel: usize,
  dx: usize,
  scratch: usize,
): void {
  if (isWinograd(shape)) {
    winogradConvolve(batch, shape, true, dy, y, kernel, 0, false, dx, 0, scratch);
    return;
  }
  const filters = shape.filters;
  const pixels = shape.pixels;
  const depth = shape.depth;
  const block = blockPixels(shape);
  const patches = scratch + SPILL_BYTES;
  const masked = patches + ((<usize>block * <usize>depth) << 2);
  const packedGradient = masked + ((<usize>block * <usize>filters) << 2);
  const packedKernel = packedGradient + packedRowsBytes(block, filters);
  packColumns(packedKernel, kernel, depth, filters, filters, 1);
  if (!shape.isPointwise) memory.fill(dx, 0, <usize>batch * shape.imageBytes);
  for (let image = 0; image < batch; image++) {
    for (let first = 0; first < pixels; first += block) {
      const count = min(block, pixels - first);
      const at = (<usize>first * <usize>filters) << 2;
      const target = shape.isPointwise ? dx + ((<usize>first * <usize>depth) << 2) : patches;
      if (y) maskAndSumColumns(masked, dy + at, y + at, count, filters, 0);
      packRows(packedGradient, y ? masked : dy + at, count, filters, filters, 1);
      multiplyPacked(count, depth, filters, packedGradient, packedKernel, target, depth, false, 0, false, scratch);
      if (!shape.isPointwise) scatterPatches(dx, patches, first, count, shape);
    }
    dx += shape.imageBytes;
    dy += shape.outputBytes;
    if (y) y += shape.outputBytes;
  }
}
