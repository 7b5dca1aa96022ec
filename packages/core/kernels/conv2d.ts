import { maskAndSumColumns, packMaskedColumns } from './activation-gradient';
import { multiplyPacked } from './matrix-multiply';
import { packColumns, packRows, packedColumnsBytes, packedRowsBytes } from './pack';
import { gatherPatches, gatherTaps, scatterPatches } from './patches';

// Convolutions as matrix products of image patches, a block of pixels at a time so that patches stay in cache.
// x [batch, height, width, channels], kernel [kernelHeight, kernelWidth, channels, filters], y [batch, outputHeight, outputWidth, filters].

const PATCH_BLOCK_BYTES: i32 = 96 * 1024;
const SPILL_BYTES: usize = 128;

/** Output pixels per block. */
function blockPixels(pixels: i32, depth: i32): i32 {
  return min(pixels, max(16, min(256, PATCH_BLOCK_BYTES / (depth << 2)) & ~3));
}

/** Enough for any of the three convolutions. */
export function conv2dScratchBytes(pixels: i32, depth: i32, filters: i32): usize {
  const block = blockPixels(pixels, depth);
  return (
    SPILL_BYTES +
    ((<usize>block * <usize>(depth + filters)) << 2) +
    packedRowsBytes(block, max(depth, filters)) +
    packedRowsBytes(depth, block) +
    packedColumnsBytes(filters, max(depth, block)) +
    packedColumnsBytes(depth, filters)
  );
}

/** Patches as `[pixel][depth]`; as `[depth][pixel]` for one channel, where that is much quicker to gather. */
function gather(
  target: usize,
  image: usize,
  first: i32,
  count: i32,
  height: i32,
  width: i32,
  channels: i32,
  outputWidth: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  stride: i32,
  padTop: i32,
  padLeft: i32,
): void {
  if (channels == 1) {
    gatherTaps(
      target,
      image,
      first,
      count,
      height,
      width,
      outputWidth,
      kernelHeight,
      kernelWidth,
      stride,
      padTop,
      padLeft,
    );
  } else {
    gatherPatches(
      target,
      image,
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
  const pixels = outputHeight * outputWidth;
  const depth = kernelHeight * kernelWidth * channels;
  const block = blockPixels(pixels, depth);
  const patches = scratch + SPILL_BYTES;
  const packedPatches = patches + ((<usize>block * <usize>depth) << 2);
  const packedKernel = packedPatches + packedRowsBytes(block, depth);
  const isTaps = channels == 1;
  packColumns(packedKernel, kernel, filters, 1, depth, filters);
  for (let image = 0; image < batch; image++) {
    for (let first = 0; first < pixels; first += block) {
      const count = min(block, pixels - first);
      gather(
        patches,
        x,
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
      packRows(packedPatches, patches, count, isTaps ? 1 : depth, depth, isTaps ? count : 1);
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
  const pixels = outputHeight * outputWidth;
  const depth = kernelHeight * kernelWidth * channels;
  const block = blockPixels(pixels, depth);
  const patches = scratch + SPILL_BYTES;
  const packedPatches = patches + ((<usize>block * <usize>depth) << 2);
  const packedGradient = packedPatches + packedRowsBytes(depth, block);
  const isTaps = channels == 1;
  memory.fill(dKernel, 0, (<usize>depth * <usize>filters) << 2);
  if (dBias) memory.fill(dBias, 0, (<usize>filters) << 2);
  for (let image = 0; image < batch; image++) {
    for (let first = 0; first < pixels; first += block) {
      const count = min(block, pixels - first);
      const at = (<usize>first * <usize>filters) << 2;
      gather(
        patches,
        x,
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
      packRows(packedPatches, patches, depth, isTaps ? count : 1, count, isTaps ? 1 : depth);
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
  const pixels = outputHeight * outputWidth;
  const depth = kernelHeight * kernelWidth * channels;
  const block = blockPixels(pixels, depth);
  const patches = scratch + SPILL_BYTES;
  const masked = patches + ((<usize>block * <usize>depth) << 2);
  const packedGradient = masked + ((<usize>block * <usize>filters) << 2);
  const packedKernel = packedGradient + packedRowsBytes(block, filters);
  packColumns(packedKernel, kernel, depth, filters, filters, 1);
  memory.fill(dx, 0, (<usize>(batch * height * width * channels)) << 2);
  for (let image = 0; image < batch; image++) {
    for (let first = 0; first < pixels; first += block) {
      const count = min(block, pixels - first);
      const at = (<usize>first * <usize>filters) << 2;
      if (y) maskAndSumColumns(masked, dy + at, y + at, count, filters, 0);
      packRows(packedGradient, y ? masked : dy + at, count, filters, filters, 1);
      multiplyPacked(count, depth, filters, packedGradient, packedKernel, patches, depth, false, 0, false, scratch);
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
