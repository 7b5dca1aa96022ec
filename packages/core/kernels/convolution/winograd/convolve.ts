import { ConvolutionShape } from '../convolution-shape';
import { multiplyPacked } from '../../matrix/matrix-multiply';
import { packColumns, packRows, packedColumnsBytes } from '../../matrix/pack';
import { clearPadded, padImage } from '../pad-image';
import { unpoolImage } from '../../pooling/unpool-image';
import { EDGE, imagesPerBlock, positionBytes, POSITIONS, SPILL_BYTES, TILES, tilesAlong } from './blocks';
import { storePooledTile, storeTile, transformKernel, transformPatch, TRANSFORM_SCRATCH_BYTES } from './transforms';

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

  // The transformed kernel is stored where blocks and images come later.
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
