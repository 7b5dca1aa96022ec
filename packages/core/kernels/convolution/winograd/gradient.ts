import { addColumnSums } from '../../math/column-sums';
import { ConvolutionShape } from '../convolution-shape';
import { multiplyPacked } from '../../matrix/matrix-multiply';
import { clearPadded, padImage } from '../pad-image';
import { unpoolImage } from '../../pooling/unpool-image';
import { EDGE, imagesPerBlock, positionBytes, POSITIONS, SPILL_BYTES, TILES, tilesAlong } from './blocks';
import { transformGradient, transformKernelGradient, transformPatch, TRANSFORM_SCRATCH_BYTES } from './transforms';

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
  // When the filters fill only half a panel, the other half is never written.
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
      // Written in the order in which the product reads: four channels of all tiles, eight filters of all tiles.
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
