import { addColumnSums } from './column-sums';
import { ConvolutionShape } from './convolution-shape';
import { multiplyPacked } from './matrix-multiply';
import { packColumns, packRows, packedColumnsBytes, packedRowsBytes } from './pack';
import { padImage } from './pad-image';
import {
  storeTile,
  transformGradient,
  transformKernel,
  transformKernelGradient,
  transformPatch,
} from './winograd-transforms';

// 3x3 convolutions of stride 1 by Winograd's F(2x2, 3x3): 16 products for four outputs in place of 36. Patches, kernels and
// tiles of outputs are transformed as winograd-transforms.ts says.
// At each of the 16 positions the sum over channels is a matrix product of all tiles; positions are stored one after the other.
// The parameter gradient is the derivative of the same formula. Channels and filters must be multiples of 4.
// Source: Lavin and Gray (2016), Fast algorithms for convolutional neural networks, arXiv:1509.09308.

/** Tiles per block: what a block holds stays in cache. Not a power of two, whose strides would fall on the same cache lines. */
const TILES: i32 = 24;
const SPILL_BYTES: usize = 128;

/** Whether it applies; it is then the faster way, with 8 channels as with 64. */
export function isWinograd(shape: ConvolutionShape): bool {
  if (shape.kernelHeight != 3 || shape.kernelWidth != 3) return false;
  if (shape.strideHeight != 1 || shape.strideWidth != 1) return false;
  const channels = shape.channels;
  const filters = shape.filters;
  return ((channels | filters) & 3) == 0 && min(channels, filters) >= 8;
}

/** Enough for any of the three. */
export function winogradScratchBytes(shape: ConvolutionShape): usize {
  const channels = shape.channels;
  const filters = shape.filters;
  const most = max(channels, filters);
  // Padding adds up to 3 pixels to the larger of the images.
  const image = paddedBytes(max(shape.height, shape.outputHeight), max(shape.width, shape.outputWidth), most);
  const blocks: usize = 2 * positionsBytes(TILES, most);
  const kernels = positionsBytes(channels, filters) + 16 * packedColumnsBytes(most, most);
  return SPILL_BYTES + 2 * image + blocks + kernels + packedRowsBytes(most, most) + packedColumnsBytes(most, TILES);
}

/** Bytes of an image of whole tiles with a border. */
function paddedBytes(height: i32, width: i32, channels: i32): usize {
  return (<usize>((height + 3) * (width + 3) * channels)) << 2;
}

function positionsBytes(rows: i32, columns: i32): usize {
  return (<usize>(16 * rows * columns)) << 2;
}

/**
 * `y = relu?(conv(x, kernel) + bias?)` with `mask > 0 ? x : 0` in place of `x` where `mask` is not 0. With `isTurned` the input
 * gradient of that convolution: `x` is its output's gradient and `y` its input's, the convolution with the transposed kernel and
 * its taps reversed.
 */
export function winogradConvolve(
  batch: i32,
  shape: ConvolutionShape,
  isTurned: bool,
  x: usize,
  mask: usize,
  kernel: usize,
  bias: usize,
  isRelu: bool,
  y: usize,
  scratch: usize,
): void {
  const height = isTurned ? shape.outputHeight : shape.height;
  const width = isTurned ? shape.outputWidth : shape.width;
  const channels = isTurned ? shape.filters : shape.channels;
  const outputHeight = isTurned ? shape.height : shape.outputHeight;
  const outputWidth = isTurned ? shape.width : shape.outputWidth;
  const filters = isTurned ? shape.channels : shape.filters;
  const padTop = isTurned ? 2 - shape.padTop : shape.padTop;
  const padLeft = isTurned ? 2 - shape.padLeft : shape.padLeft;
  const tileRows = (outputHeight + 1) >> 1;
  const tileColumns = (outputWidth + 1) >> 1;
  const tiles = tileRows * tileColumns;
  const paddedHeight = 2 * tileRows + 2;
  const paddedWidth = 2 * tileColumns + 2;
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>paddedWidth * pixelBytes;
  const outputPixelBytes = (<usize>filters) << 2;
  const outputRowBytes = <usize>outputWidth * outputPixelBytes;
  const panelBytes = packedColumnsBytes(filters, channels);

  const packedKernel = scratch + SPILL_BYTES;
  const padded = packedKernel + 16 * panelBytes;
  const patches = padded + ((<usize>(paddedHeight * paddedWidth * channels)) << 2);
  const products = patches + positionsBytes(TILES, channels);
  const packed = products + positionsBytes(TILES, filters);

  // The transformed kernel lies where blocks and images come later.
  transformKernel(padded, kernel, isTurned, shape.channels, shape.filters);
  for (let position = 0; position < 16; position++) {
    const from = padded + ((<usize>(position * channels * filters)) << 2);
    const to = packedKernel + <usize>position * panelBytes;
    if (isTurned) packColumns(to, from, filters, channels, channels, 1);
    else packColumns(to, from, filters, 1, channels, filters);
  }

  for (let image = 0; image < batch; image++) {
    padImage(padded, x, mask, height, width, channels, padTop, padLeft, paddedHeight, paddedWidth);
    for (let first = 0; first < tiles; first += TILES) {
      const count = min(TILES, tiles - first);
      const patchesBytes = <usize>count * pixelBytes;
      const productsBytes = <usize>count * outputPixelBytes;
      for (let i = 0; i < count; i++) {
        const row = (first + i) / tileColumns;
        const column = first + i - row * tileColumns;
        const patch = padded + <usize>(2 * row) * rowBytes + <usize>(2 * column) * pixelBytes;
        transformPatch(patches + <usize>i * pixelBytes, patchesBytes, patch, rowBytes, pixelBytes);
      }
      for (let position = 0; position < 16; position++) {
        packRows(packed, patches + <usize>position * patchesBytes, count, channels, channels, 1);
        const panels = packedKernel + <usize>position * panelBytes;
        const target = products + <usize>position * productsBytes;
        multiplyPacked(count, filters, channels, packed, panels, target, filters, false, 0, false, scratch);
      }
      for (let i = 0; i < count; i++) {
        const row = 2 * ((first + i) / tileColumns);
        const column = 2 * ((first + i) % tileColumns);
        storeTile(
          y + <usize>row * outputRowBytes + <usize>column * outputPixelBytes,
          outputRowBytes,
          outputPixelBytes,
          outputHeight - row,
          outputWidth - column,
          products + <usize>i * outputPixelBytes,
          productsBytes,
          bias,
          isRelu,
        );
      }
    }
    const imageBytes = (<usize>(height * width * channels)) << 2;
    x += imageBytes;
    if (mask) mask += imageBytes;
    y += <usize>outputHeight * outputRowBytes;
  }
}

/** `dKernel` and, unless 0, `dBias += sum dz`, `dz = y > 0 ? dy : 0` (`y` 0: `dz = dy`). */
export function winogradParameterGradient(
  batch: i32,
  shape: ConvolutionShape,
  dy: usize,
  y: usize,
  x: usize,
  dKernel: usize,
  dBias: usize,
  scratch: usize,
): void {
  const channels = shape.channels;
  const filters = shape.filters;
  const outputHeight = shape.outputHeight;
  const outputWidth = shape.outputWidth;
  const tileRows = (outputHeight + 1) >> 1;
  const tileColumns = (outputWidth + 1) >> 1;
  const tiles = tileRows * tileColumns;
  const paddedHeight = 2 * tileRows + 2;
  const paddedWidth = 2 * tileColumns + 2;
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>paddedWidth * pixelBytes;
  const gradientPixelBytes = (<usize>filters) << 2;
  const gradientRowBytes = <usize>(2 * tileColumns) * gradientPixelBytes;
  const sumBytes = (<usize>(channels * filters)) << 2;

  const sums = scratch + SPILL_BYTES;
  const padded = sums + 16 * sumBytes;
  const gradients = padded + ((<usize>(paddedHeight * paddedWidth * channels)) << 2);
  const patches = gradients + <usize>(2 * tileRows) * gradientRowBytes;
  const tileGradients = patches + positionsBytes(TILES, channels);
  const packedPatches = tileGradients + positionsBytes(TILES, filters);
  const packedGradients = packedPatches + packedRowsBytes(channels, TILES);

  memory.fill(sums, 0, 16 * sumBytes);
  for (let image = 0; image < batch; image++) {
    padImage(padded, x, 0, shape.height, shape.width, channels, shape.padTop, shape.padLeft, paddedHeight, paddedWidth);
    padImage(gradients, dy, y, outputHeight, outputWidth, filters, 0, 0, 2 * tileRows, 2 * tileColumns);
    if (dBias) addColumnSums(dBias, gradients, 4 * tiles, filters);
    for (let first = 0; first < tiles; first += TILES) {
      const count = min(TILES, tiles - first);
      const patchesBytes = <usize>count * pixelBytes;
      const gradientsBytes = <usize>count * gradientPixelBytes;
      for (let i = 0; i < count; i++) {
        const row = <usize>(2 * ((first + i) / tileColumns));
        const column = <usize>(2 * ((first + i) % tileColumns));
        const patch = padded + row * rowBytes + column * pixelBytes;
        transformPatch(patches + <usize>i * pixelBytes, patchesBytes, patch, rowBytes, pixelBytes);
        const tile = gradients + row * gradientRowBytes + column * gradientPixelBytes;
        const to = tileGradients + <usize>i * gradientPixelBytes;
        transformGradient(to, gradientsBytes, tile, gradientRowBytes, gradientPixelBytes);
      }
      for (let position = 0; position < 16; position++) {
        packRows(packedPatches, patches + <usize>position * patchesBytes, channels, 1, count, channels);
        packColumns(packedGradients, tileGradients + <usize>position * gradientsBytes, filters, 1, count, filters);
        const target = sums + <usize>position * sumBytes;
        multiplyPacked(
          channels,
          filters,
          count,
          packedPatches,
          packedGradients,
          target,
          filters,
          true,
          0,
          false,
          scratch,
        );
      }
    }
    x += shape.imageBytes;
    dy += shape.outputBytes;
    if (y) y += shape.outputBytes;
  }
  transformKernelGradient(dKernel, sums, channels, filters);
}
