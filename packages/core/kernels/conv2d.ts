import { maskAndSumColumns, packMaskedColumns } from './activation-gradient';
import { multiplyPacked } from './matrix-multiply';
import { packColumns, packRows, packedColumnsBytes, packedRowsBytes } from './pack';
import { padImage } from './pad-image';
import { gatherPatches, gatherTaps, packPatches, scatterPatches } from './patches';
import { isWinograd, winogradConvolve, winogradParameterGradient, winogradScratchBytes } from './winograd';

// Convolutions as matrix products of image patches, a block of pixels at a time so that patches stay in cache; 3x3 ones by Winograd.
// x [batch, height, width, channels], kernel [kernelHeight, kernelWidth, channels, filters], y [batch, outputHeight, outputWidth, filters].

const PATCH_BLOCK_BYTES: i32 = 96 * 1024;
const SPILL_BYTES: usize = 128;

/** Output pixels per block. */
function blockPixels(pixels: i32, depth: i32): i32 {
  return min(pixels, max(16, min(256, PATCH_BLOCK_BYTES / (depth << 2)) & ~3));
}

/** Pixels along one side of the image with its border: what the patches of all output pixels cover. */
function paddedLength(outputLength: i32, kernelLength: i32, stride: i32): i32 {
  return (outputLength - 1) * stride + kernelLength;
}

/** Whether patches are the pixels themselves. */
function isPointwise(kernelHeight: i32, kernelWidth: i32, stride: i32): bool {
  return kernelHeight == 1 && kernelWidth == 1 && stride == 1;
}

/** Enough for any of the three convolutions. */
export function conv2dScratchBytes(
  height: i32,
  width: i32,
  channels: i32,
  outputHeight: i32,
  outputWidth: i32,
  filters: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
): usize {
  if (isWinograd(channels, filters, kernelHeight, kernelWidth, stride)) {
    return winogradScratchBytes(height, width, channels, outputHeight, outputWidth, filters);
  }
  const depth = kernelHeight * kernelWidth * channels;
  const block = blockPixels(outputHeight * outputWidth, depth);
  const paddedHeight = paddedLength(outputHeight, kernelHeight, stride);
  const paddedWidth = paddedLength(outputWidth, kernelWidth, stride);
  return (
    SPILL_BYTES +
    ((<usize>(paddedHeight * paddedWidth * channels)) << 2) +
    ((<usize>block * <usize>(depth + filters)) << 2) +
    packedRowsBytes(block, max(depth, filters)) +
    packedRowsBytes(depth, block) +
    packedColumnsBytes(filters, max(depth, block)) +
    packedColumnsBytes(depth, filters)
  );
}

/** `y = relu?(conv(x, kernel) + bias?)`; `bias` 0 for none. */
export function conv2dForward(
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outputHeight: i32,
  outputWidth: i32,
  filters: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
  padTop: i32,
  padLeft: i32,
  x: usize,
  kernel: usize,
  bias: usize,
  isRelu: bool,
  y: usize,
  scratch: usize,
): void {
  if (isWinograd(channels, filters, kernelHeight, kernelWidth, stride)) {
    winogradConvolve(
      batch,
      height,
      width,
      channels,
      outputHeight,
      outputWidth,
      filters,
      padTop,
      padLeft,
      x,
      0,
      kernel,
      false,
      bias,
      isRelu,
      y,
      scratch,
    );
    return;
  }
  const pixels = outputHeight * outputWidth;
  const depth = kernelHeight * kernelWidth * channels;
  const block = blockPixels(pixels, depth);
  const paddedHeight = paddedLength(outputHeight, kernelHeight, stride);
  const paddedWidth = paddedLength(outputWidth, kernelWidth, stride);
  const isPixels = isPointwise(kernelHeight, kernelWidth, stride);
  const padded = scratch + SPILL_BYTES;
  const packedPatches = padded + ((<usize>(paddedHeight * paddedWidth * channels)) << 2);
  const packedKernel = packedPatches + packedRowsBytes(block, depth);
  packColumns(packedKernel, kernel, filters, 1, depth, filters);
  for (let image = 0; image < batch; image++) {
    if (!isPixels) padImage(padded, x, 0, height, width, channels, padTop, padLeft, paddedHeight, paddedWidth);
    for (let first = 0; first < pixels; first += block) {
      const count = min(block, pixels - first);
      if (isPixels) {
        packRows(packedPatches, x + ((<usize>first * <usize>depth) << 2), count, depth, depth, 1);
      } else {
        packPatches(
          packedPatches,
          padded,
          first,
          count,
          channels,
          paddedWidth,
          outputWidth,
          kernelHeight,
          kernelWidth,
          stride,
        );
      }
      const target = y + ((<usize>first * <usize>filters) << 2);
      multiplyPacked(count, filters, depth, packedPatches, packedKernel, target, filters, false, bias, isRelu, scratch);
    }
    x += (<usize>(height * width * channels)) << 2;
    y += (<usize>(pixels * filters)) << 2;
  }
}

/** `dKernel = sum of patch^T dz`, `dBias = sum dz` (skipped when 0), `dz = y > 0 ? dy : 0` (`y` 0: `dz = dy`). */
export function conv2dParameterGradient(
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outputHeight: i32,
  outputWidth: i32,
  filters: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
  padTop: i32,
  padLeft: i32,
  dy: usize,
  y: usize,
  x: usize,
  dKernel: usize,
  dBias: usize,
  scratch: usize,
): void {
  if (dBias) memory.fill(dBias, 0, (<usize>filters) << 2);
  if (isWinograd(channels, filters, kernelHeight, kernelWidth, stride)) {
    winogradParameterGradient(
      batch,
      height,
      width,
      channels,
      outputHeight,
      outputWidth,
      filters,
      padTop,
      padLeft,
      dy,
      y,
      x,
      dKernel,
      dBias,
      scratch,
    );
    return;
  }
  memory.fill(dKernel, 0, (<usize>(kernelHeight * kernelWidth * channels * filters)) << 2);
  addParameterGradient(
    batch,
    height,
    width,
    channels,
    outputHeight,
    outputWidth,
    filters,
    kernelHeight,
    kernelWidth,
    stride,
    padTop,
    padLeft,
    dy,
    y,
    x,
    dKernel,
    dBias,
    scratch,
  );
}

/** As `conv2dParameterGradient` without Winograd, added to what `dKernel` and `dBias` hold. */
export function addParameterGradient(
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outputHeight: i32,
  outputWidth: i32,
  filters: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
  padTop: i32,
  padLeft: i32,
  dy: usize,
  y: usize,
  x: usize,
  dKernel: usize,
  dBias: usize,
  scratch: usize,
): void {
  const pixels = outputHeight * outputWidth;
  const depth = kernelHeight * kernelWidth * channels;
  const block = blockPixels(pixels, depth);
  const paddedHeight = paddedLength(outputHeight, kernelHeight, stride);
  const paddedWidth = paddedLength(outputWidth, kernelWidth, stride);
  const isPixels = isPointwise(kernelHeight, kernelWidth, stride);
  const isTaps = channels == 1;
  const padded = scratch + SPILL_BYTES;
  const gathered = padded + ((<usize>(paddedHeight * paddedWidth * channels)) << 2);
  const packedPatches = gathered + ((<usize>block * <usize>depth) << 2);
  const packedGradient = packedPatches + packedRowsBytes(depth, block);
  for (let image = 0; image < batch; image++) {
    if (!isPixels) padImage(padded, x, 0, height, width, channels, padTop, padLeft, paddedHeight, paddedWidth);
    for (let first = 0; first < pixels; first += block) {
      const count = min(block, pixels - first);
      const at = (<usize>first * <usize>filters) << 2;
      let patches = gathered;
      if (isPixels) {
        patches = x + ((<usize>first * <usize>depth) << 2);
      } else if (isTaps) {
        gatherTaps(patches, padded, first, count, paddedWidth, outputWidth, kernelHeight, kernelWidth, stride);
      } else {
        gatherPatches(
          patches,
          padded,
          first,
          count,
          channels,
          paddedWidth,
          outputWidth,
          kernelHeight,
          kernelWidth,
          stride,
        );
      }
      const isTransposed = isTaps && !isPixels;
      packRows(packedPatches, patches, depth, isTransposed ? count : 1, count, isTransposed ? 1 : depth);
      packMaskedColumns(packedGradient, dy + at, y ? y + at : 0, count, filters, dBias);
      multiplyPacked(depth, filters, count, packedPatches, packedGradient, dKernel, filters, true, 0, false, scratch);
    }
    x += (<usize>(height * width * channels)) << 2;
    dy += (<usize>(pixels * filters)) << 2;
    if (y) y += (<usize>(pixels * filters)) << 2;
  }
}

/** `dx`: each output pixel's `dz kernel^T` is added to the patch it came from. */
export function conv2dInputGradient(
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outputHeight: i32,
  outputWidth: i32,
  filters: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
  padTop: i32,
  padLeft: i32,
  dy: usize,
  y: usize,
  kernel: usize,
  dx: usize,
  scratch: usize,
): void {
  if (isWinograd(channels, filters, kernelHeight, kernelWidth, stride)) {
    // The convolution of dz with the transposed kernel, its taps reversed.
    winogradConvolve(
      batch,
      outputHeight,
      outputWidth,
      filters,
      height,
      width,
      channels,
      2 - padTop,
      2 - padLeft,
      dy,
      y,
      kernel,
      true,
      0,
      false,
      dx,
      scratch,
    );
    return;
  }
  const pixels = outputHeight * outputWidth;
  const depth = kernelHeight * kernelWidth * channels;
  const block = blockPixels(pixels, depth);
  const isPixels = isPointwise(kernelHeight, kernelWidth, stride);
  const patches = scratch + SPILL_BYTES;
  const masked = patches + ((<usize>block * <usize>depth) << 2);
  const packedGradient = masked + ((<usize>block * <usize>filters) << 2);
  const packedKernel = packedGradient + packedRowsBytes(block, filters);
  packColumns(packedKernel, kernel, depth, filters, filters, 1);
  if (!isPixels) memory.fill(dx, 0, (<usize>(batch * height * width * channels)) << 2);
  for (let image = 0; image < batch; image++) {
    for (let first = 0; first < pixels; first += block) {
      const count = min(block, pixels - first);
      const at = (<usize>first * <usize>filters) << 2;
      const target = isPixels ? dx + ((<usize>first * <usize>depth) << 2) : patches;
      if (y) maskAndSumColumns(masked, dy + at, y + at, count, filters, 0);
      packRows(packedGradient, y ? masked : dy + at, count, filters, filters, 1);
      multiplyPacked(count, depth, filters, packedGradient, packedKernel, target, depth, false, 0, false, scratch);
      if (isPixels) continue;
      scatterPatches(
        dx,
        patches,
        first,
        count,
        height,
        width,
        channels,
        outputWidth,
        kernelHeight,
        kernelWidth,
        stride,
        padTop,
        padLeft,
      );
    }
    dx += (<usize>(height * width * channels)) << 2;
    dy += (<usize>(pixels * filters)) << 2;
    if (y) y += (<usize>(pixels * filters)) << 2;
  }
}
