import { addColumnSums } from './column-sums';
import { ConvolutionShape } from './convolution-shape';
import { multiplyPacked } from './matrix-multiply';
import { packColumns, packRows, packedColumnsBytes, packedRowsBytes } from './pack';
import { clearPadded, padImage } from './pad-image';
import { unpoolImage } from './unpool-image';
import {
  storePooledTile,
  storeTile,
  transformGradient,
  transformKernel,
  transformKernelGradient,
  transformPatch,
  TRANSFORM_SCRATCH_BYTES,
} from './winograd-transforms';

// 3x3 convolutions of stride 1 by Winograd's F(4x4, 3x3): 36 products for 16 outputs in place of 144. Patches, kernels and
// tiles of outputs are transformed as winograd-transforms.ts says.
// At each of the 36 positions the sum over channels is a matrix product of all tiles; positions are stored one after the other.
// The parameter gradient is the derivative of the same formula. Channels and filters must be multiples of 4.
// Source: Lavin and Gray (2016), Fast algorithms for convolutional neural networks, arXiv:1509.09308.

/** Outputs along the edge of a tile. */
const EDGE: i32 = 4;
const POSITIONS: i32 = 36;
/** Tiles per block: what a block holds stays in cache. Small images share one. */
const TILES: i32 = 16;
const SPILL_BYTES: usize = 128;

/** Whether it applies; it is then the faster way, with 8 channels as with 64. */
export function isWinograd(shape: ConvolutionShape): bool {
  if (shape.kernelHeight != 3 || shape.kernelWidth != 3) return false;
  if (shape.strideHeight != 1 || shape.strideWidth != 1) return false;
  // A tile of which one output in four is used takes as many products as the sum itself.
  if (min(shape.outputHeight, shape.outputWidth) < 3) return false;
  const channels = shape.channels;
  const filters = shape.filters;
  return ((channels | filters) & 3) == 0 && min(channels, filters) >= 8;
}

/** Tiles along a side of an image of outputs. */
function tilesAlong(outputs: i32): i32 {
  return (outputs + EDGE - 1) / EDGE;
}

/** Images whose tiles fill a block, when one image has so many. */
function imagesPerBlock(batch: i32, tiles: i32): i32 {
  return min(batch, max(1, TILES / tiles));
}

/** Bytes from one position to the next; not a multiple of many cache lines, which would fall on the same places of the cache. */
function positionBytes(rows: i32, columns: i32): usize {
  return ((<usize>(rows * columns)) << 2) + 64;
}

function positionsBytes(rows: i32, columns: i32): usize {
  return <usize>POSITIONS * positionBytes(rows, columns);
}

/** Enough for any of the three. */
export function winogradScratchBytes(shape: ConvolutionShape): usize {
  const channels = shape.channels;
  const filters = shape.filters;
  const most = max(channels, filters);
  const rows = tilesAlong(max(shape.height, shape.outputHeight));
  const columns = tilesAlong(max(shape.width, shape.outputWidth));
  const fewestTiles =
    tilesAlong(min(shape.height, shape.outputHeight)) * tilesAlong(min(shape.width, shape.outputWidth));
  // A padded image and, for the parameter gradient, one of whole tiles.
  const pixels = (EDGE * rows + 2) * (EDGE * columns + 2) + EDGE * rows * EDGE * columns;
  const images = (<usize>max(1, TILES / fewestTiles) * <usize>(pixels * most)) << 2;
  const blocks: usize = 2 * positionsBytes(TILES, (most + 7) & ~7);
  const kernels = positionsBytes(channels, filters) + <usize>POSITIONS * packedColumnsBytes(most, most);
  return SPILL_BYTES + TRANSFORM_SCRATCH_BYTES + images + blocks + kernels + packedRowsBytes(TILES, most);
}

/**
 * `y = relu?(conv(x, kernel) + bias?)` with `mask > 0 ? x : 0` in place of `x` where `mask` is not 0. With `isTurned` the input
 * gradient of that convolution: `x` is its output's gradient and `y` its input's, the convolution with the transposed kernel and
 * its taps reversed.
 * @param places not 0: `y` is the convolution's 2x2 max pooling of stride 2, and these its places; with `isTurned` `x` is the
 * gradient of the pooled output
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
  places: usize,
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
  const tileRows = tilesAlong(outputHeight);
  const tileColumns = tilesAlong(outputWidth);
  const tilesOfImage = tileRows * tileColumns;
  const paddedHeight = EDGE * tileRows + 2;
  const paddedWidth = EDGE * tileColumns + 2;
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>paddedWidth * pixelBytes;
  const paddedBytes = <usize>paddedHeight * rowBytes;
  const isUnpooled = isTurned && places != 0;
  const isPooled = !isTurned && places != 0;
  const imagePixels = isUnpooled ? (height >> 1) * (width >> 1) : height * width;
  const imageBytes = <usize>imagePixels * pixelBytes;
  const outputPixelBytes = (<usize>filters) << 2;
  const outputRowBytes = <usize>(isPooled ? outputWidth >> 1 : outputWidth) * outputPixelBytes;
  const outputBytes = <usize>(isPooled ? outputHeight >> 1 : outputHeight) * outputRowBytes;
  const panelBytes = packedColumnsBytes(filters, channels);
  const group = imagesPerBlock(batch, tilesOfImage);
  const patchesBytes = positionBytes(TILES, channels);
  const productsBytes = positionBytes(TILES, filters);

  const lines = scratch + SPILL_BYTES;
  const packedKernel = lines + TRANSFORM_SCRATCH_BYTES;
  const padded = packedKernel + <usize>POSITIONS * panelBytes;
  const patches = padded + <usize>group * paddedBytes;
  const products = patches + <usize>POSITIONS * patchesBytes;
  const packed = products + <usize>POSITIONS * productsBytes;

  // The transformed kernel lies where blocks and images come later.
  const kernelBytes = positionBytes(shape.channels, shape.filters);
  transformKernel(padded, kernelBytes, kernel, isTurned, shape.channels, shape.filters, lines);
  for (let position = 0; position < POSITIONS; position++) {
    const from = padded + <usize>position * kernelBytes;
    const to = packedKernel + <usize>position * panelBytes;
    if (isTurned) packColumns(to, from, filters, channels, channels, 1);
    else packColumns(to, from, filters, 1, channels, filters);
  }

  clearPadded(padded, group, paddedHeight, paddedWidth, channels);
  for (let image = 0; image < batch; image += group) {
    const images = min(group, batch - image);
    for (let i = 0; i < images; i++) {
      const to = padded + <usize>i * paddedBytes;
      if (isUnpooled) {
        const corner = to + <usize>padTop * rowBytes + <usize>padLeft * pixelBytes;
        unpoolImage(corner, rowBytes, height, width, channels, x, places);
        places += imageBytes >> 2;
      } else padImage(to, x, mask, height, width, channels, padTop, padLeft, paddedHeight, paddedWidth);
      x += imageBytes;
      if (mask) mask += imageBytes;
    }
    const tiles = images * tilesOfImage;
    for (let first = 0; first < tiles; first += TILES) {
      const count = min(TILES, tiles - first);
      for (let i = 0; i < count; i++) {
        const owner = (first + i) / tilesOfImage;
        const tile = first + i - owner * tilesOfImage;
        const row = <usize>(EDGE * (tile / tileColumns));
        const column = <usize>(EDGE * (tile % tileColumns));
        const patch = padded + <usize>owner * paddedBytes + row * rowBytes + column * pixelBytes;
        transformPatch(patches + <usize>i * pixelBytes, patchesBytes, 16, 16, patch, rowBytes, pixelBytes, lines);
      }
      for (let position = 0; position < POSITIONS; position++) {
        packRows(packed, patches + <usize>position * patchesBytes, count, channels, channels, 1);
        const panels = packedKernel + <usize>position * panelBytes;
        const target = products + <usize>position * productsBytes;
        multiplyPacked(count, filters, channels, packed, panels, target, filters, false, 0, false, scratch);
      }
      for (let i = 0; i < count; i++) {
        const owner = (first + i) / tilesOfImage;
        const tile = first + i - owner * tilesOfImage;
        const row = EDGE * (tile / tileColumns);
        const column = EDGE * (tile % tileColumns);
        const product = products + <usize>i * outputPixelBytes;
        if (isPooled) {
          const to =
            <usize>owner * outputBytes + <usize>(row >> 1) * outputRowBytes + <usize>(column >> 1) * outputPixelBytes;
          storePooledTile(
            y + to,
            places + (to >> 2),
            outputRowBytes,
            outputPixelBytes,
            (outputHeight - row) >> 1,
            (outputWidth - column) >> 1,
            product,
            productsBytes,
            bias,
            isRelu,
            lines,
          );
          continue;
        }
        storeTile(
          y + <usize>owner * outputBytes + <usize>row * outputRowBytes + <usize>column * outputPixelBytes,
          outputRowBytes,
          outputPixelBytes,
          outputHeight - row,
          outputWidth - column,
          product,
          productsBytes,
          bias,
          isRelu,
          lines,
        );
      }
    }
    y += <usize>images * outputBytes;
    if (isPooled) places += (<usize>images * outputBytes) >> 2;
  }
}

/**
 * `dKernel` and, unless 0, `dBias += sum dz`, `dz = y > 0 ? dy : 0` (`y` 0: `dz = dy`).
 * @param places not 0: `dy` is the gradient of the pooled output, as in `winogradConvolve`
 */
export function winogradParameterGradient(
  batch: i32,
  shape: ConvolutionShape,
  dy: usize,
  y: usize,
  places: usize,
  x: usize,
  dKernel: usize,
  dBias: usize,
  scratch: usize,
): void {
  const channels = shape.channels;
  const filters = shape.filters;
  const outputHeight = shape.outputHeight;
  const outputWidth = shape.outputWidth;
  const tileRows = tilesAlong(outputHeight);
  const tileColumns = tilesAlong(outputWidth);
  const tilesOfImage = tileRows * tileColumns;
  const paddedHeight = EDGE * tileRows + 2;
  const paddedWidth = EDGE * tileColumns + 2;
  const pixelBytes = (<usize>channels) << 2;
  const rowBytes = <usize>paddedWidth * pixelBytes;
  const paddedBytes = <usize>paddedHeight * rowBytes;
  const gradientPixelBytes = (<usize>filters) << 2;
  const gradientRowBytes = <usize>(EDGE * tileColumns) * gradientPixelBytes;
  const gradientBytes = <usize>(EDGE * tileRows) * gradientRowBytes;
  const sumBytes = positionBytes(channels, filters);
  const group = imagesPerBlock(batch, tilesOfImage);
  const patchesBytes = positionBytes(TILES, channels);
  const gradientsBytes = positionBytes(TILES, (filters + 7) & ~7);

  const lines = scratch + SPILL_BYTES;
  const sums = lines + TRANSFORM_SCRATCH_BYTES;
  const padded = sums + <usize>POSITIONS * sumBytes;
  const gradients = padded + <usize>group * paddedBytes;
  const packedPatches = gradients + <usize>group * gradientBytes;
  const packedGradients = packedPatches + <usize>POSITIONS * patchesBytes;

  memory.fill(sums, 0, <usize>POSITIONS * sumBytes);
  // Where filters fill half a panel the other half is never written.
  memory.fill(packedGradients, 0, <usize>POSITIONS * gradientsBytes);
  clearPadded(padded, group, paddedHeight, paddedWidth, channels);
  clearPadded(gradients, group, EDGE * tileRows, EDGE * tileColumns, filters);
  for (let image = 0; image < batch; image += group) {
    const images = min(group, batch - image);
    for (let i = 0; i < images; i++) {
      const to = padded + <usize>i * paddedBytes;
      padImage(to, x, 0, shape.height, shape.width, channels, shape.padTop, shape.padLeft, paddedHeight, paddedWidth);
      const tile = gradients + <usize>i * gradientBytes;
      x += shape.imageBytes;
      if (places) {
        unpoolImage(tile, gradientRowBytes, outputHeight, outputWidth, filters, dy, places);
        const pooled = <usize>((outputHeight >> 1) * (outputWidth >> 1) * filters);
        dy += pooled << 2;
        places += pooled;
        continue;
      }
      padImage(tile, dy, y, outputHeight, outputWidth, filters, 0, 0, EDGE * tileRows, EDGE * tileColumns);
      dy += shape.outputBytes;
      if (y) y += shape.outputBytes;
    }
    const tiles = images * tilesOfImage;
    if (dBias) addColumnSums(dBias, gradients, EDGE * EDGE * tiles, filters);
    for (let first = 0; first < tiles; first += TILES) {
      const count = min(TILES, tiles - first);
      // Written as the product reads them: four channels of all tiles, eight filters of all tiles.
      const channelStep = (<usize>count) << 4;
      const filterStep = ((<usize>count) << 5) - 16;
      for (let i = 0; i < count; i++) {
        const owner = (first + i) / tilesOfImage;
        const tile = first + i - owner * tilesOfImage;
        const row = <usize>(EDGE * (tile / tileColumns));
        const column = <usize>(EDGE * (tile % tileColumns));
        const patch = padded + <usize>owner * paddedBytes + row * rowBytes + column * pixelBytes;
        const patchTo = packedPatches + ((<usize>i) << 4);
        transformPatch(patchTo, patchesBytes, channelStep, channelStep, patch, rowBytes, pixelBytes, lines);
        const gradient =
          gradients + <usize>owner * gradientBytes + row * gradientRowBytes + column * gradientPixelBytes;
        const to = packedGradients + ((<usize>i) << 5);
        transformGradient(to, gradientsBytes, 16, filterStep, gradient, gradientRowBytes, gradientPixelBytes, lines);
      }
      for (let position = 0; position < POSITIONS; position++) {
        multiplyPacked(
          channels,
          filters,
          count,
          packedPatches + <usize>position * patchesBytes,
          packedGradients + <usize>position * gradientsBytes,
          sums + <usize>position * sumBytes,
          filters,
          true,
          0,
          false,
          scratch,
        );
      }
    }
  }
  transformKernelGradient(dKernel, sums, sumBytes, channels, filters, lines);
}
