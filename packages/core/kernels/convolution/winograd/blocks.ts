import { ConvolutionShape } from '../convolution-shape';
import { packedColumnsBytes, packedRowsBytes } from '../../matrix/pack';
import { TRANSFORM_SCRATCH_BYTES } from './transforms';

// 3x3 convolutions of stride 1 by Winograd's F(4x4, 3x3): 36 products for 16 outputs in place of 144. Patches, kernels and
// tiles of outputs are transformed as winograd-transforms.ts and winograd-line.ts say.
// At each of the 36 positions the sum over channels is a matrix product of all tiles; positions are stored one after the other.
// The parameter gradient is the derivative of the same formula. Channels and filters must be multiples of 4.
// Source: Lavin and Gray (2016), Fast algorithms for convolutional neural networks, arXiv:1509.09308.

/** Outputs along the edge of a tile. */
export const EDGE: i32 = 4;
export const POSITIONS: i32 = 36;
/** Tiles per block, so that a block stays in cache. Small images share a block. */
export const TILES: i32 = 16;
export const SPILL_BYTES: usize = 128;

/** Tells whether Winograd applies; it is then faster, with 8 channels as well as with 64. */
export function isWinograd(shape: ConvolutionShape): bool {
  if (shape.kernelHeight != 3 || shape.kernelWidth != 3) return false;
  if (shape.strideHeight != 1 || shape.strideWidth != 1) return false;
  // A tile with only one used output in four takes as many products as the direct sum.
  if (min(shape.outputHeight, shape.outputWidth) < 3) return false;
  const channels = shape.channels;
  const filters = shape.filters;
  return ((channels | filters) & 3) == 0 && min(channels, filters) >= 8;
}

/** Tiles along a side of an image of outputs. */
export function tilesAlong(outputs: i32): i32 {
  return (outputs + EDGE - 1) / EDGE;
}

/** Returns the number of images whose tiles fill a block, for images with this many tiles. */
export function imagesPerBlock(batch: i32, tiles: i32): i32 {
  return min(batch, max(1, TILES / tiles));
}

/** Bytes from one position to the next; not a multiple of many cache lines, which would fall on the same places of the cache. */
export function positionBytes(rows: i32, columns: i32): usize {
  return ((<usize>(rows * columns)) << 2) + 64;
}

function positionsBytes(rows: i32, columns: i32): usize {
  return <usize>POSITIONS * positionBytes(rows, columns);
}

/** Returns a size that suffices for any of the three functions. */
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
