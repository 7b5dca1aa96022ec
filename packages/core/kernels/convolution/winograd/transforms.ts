// The linear maps of winograd-line.ts in both directions of an image, for channels in multiples of 4: first over the lines of one
// direction, then over those of the other.

import { PoolWindow } from '../../pooling/pool-window';
import { Line } from './line';

/** Between the two directions: 6 x 6 vectors. */
export const TRANSFORM_SCRATCH_BYTES: usize = 576;
const LINE_BYTES: usize = 96;

/**
 * `B^T d B` of one patch: 36 pixels from `patch` on to the 36 positions from `target` on, `positionBytes` apart. The vectors of
 * four channels of a position are `evenStep` and `oddStep` bytes apart, in turn.
 */
export function transformPatch(
  target: usize,
  positionBytes: usize,
  evenStep: usize,
  oddStep: usize,
  patch: usize,
  rowBytes: usize,
  pixelBytes: usize,
  scratch: usize,
): void {
  const lineOfPositions: usize = 6 * positionBytes;
  for (const end = patch + pixelBytes; patch < end; patch += 16) {
    let from = patch;
    let lines = scratch;
    for (const last = scratch + LINE_BYTES; lines < last; lines += 16) {
      Line.patch(lines, LINE_BYTES, from, rowBytes);
      from += pixelBytes;
    }
    let to = target;
    lines = scratch;
    for (const last = scratch + TRANSFORM_SCRATCH_BYTES; lines < last; lines += LINE_BYTES) {
      Line.patch(to, positionBytes, lines, 16);
      to += lineOfPositions;
    }
    target += evenStep;
    const step = evenStep;
    evenStep = oddStep;
    oddStep = step;
  }
}

/** `A dy A^T` of one 4x4 tile of gradients, as `transformPatch`. */
export function transformGradient(
  target: usize,
  positionBytes: usize,
  evenStep: usize,
  oddStep: usize,
  tile: usize,
  rowBytes: usize,
  pixelBytes: usize,
  scratch: usize,
): void {
  const lineOfPositions: usize = 6 * positionBytes;
  for (const end = tile + pixelBytes; tile < end; tile += 16) {
    let from = tile;
    let lines = scratch;
    for (const last = scratch + 64; lines < last; lines += 16) {
      Line.gradient(lines, LINE_BYTES, from, rowBytes);
      from += pixelBytes;
    }
    let to = target;
    lines = scratch;
    for (const last = scratch + TRANSFORM_SCRATCH_BYTES; lines < last; lines += LINE_BYTES) {
      Line.gradient(to, positionBytes, lines, 16);
      to += lineOfPositions;
    }
    target += evenStep;
    const step = evenStep;
    evenStep = oddStep;
    oddStep = step;
  }
}

/**
 * `A^T m A + bias?` of four channels of one tile, to the first four vectors of the first four lines of `lines`.
 * @param products first position of the tile
 */
function sumTile(lines: usize, products: usize, positionBytes: usize, bias: usize): void {
  const lineOfPositions: usize = 6 * positionBytes;
  for (let column: usize = 0; column < LINE_BYTES; column += 16) {
    Line.output(lines + column, LINE_BYTES, products, lineOfPositions, f32x4.splat(0));
    products += positionBytes;
  }
  const shift = bias ? v128.load(bias) : f32x4.splat(0);
  for (const end = lines + 4 * LINE_BYTES; lines < end; lines += LINE_BYTES) Line.output(lines, 16, lines, 16, shift);
}

/** `relu?(A^T m A + bias?)` of one tile: up to `rows` x `columns` pixels of it into the output. */
export function storeTile(
  y: usize,
  rowBytes: usize,
  pixelBytes: usize,
  rows: i32,
  columns: i32,
  products: usize,
  positionBytes: usize,
  bias: usize,
  isRelu: bool,
  scratch: usize,
): void {
  const floor = f32x4.splat(isRelu ? 0 : -Infinity);
  const inside = min(4, rows);
  for (let at: usize = 0; at < pixelBytes; at += 16) {
    sumTile(scratch, products + at, positionBytes, bias ? bias + at : 0);
    let line = scratch;
    let to = y + at;
    for (let row = 0; row < inside; row++) {
      // pmax(x, floor) is `x < floor ? floor : x`: NaN stays NaN.
      v128.store(to, f32x4.pmax(v128.load(line), floor));
      if (columns > 1) v128.store(to + pixelBytes, f32x4.pmax(v128.load(line, 16), floor));
      if (columns > 2) v128.store(to + 2 * pixelBytes, f32x4.pmax(v128.load(line, 32), floor));
      if (columns > 3) v128.store(to + 3 * pixelBytes, f32x4.pmax(v128.load(line, 48), floor));
      line += LINE_BYTES;
      to += rowBytes;
    }
  }
}

/** As `storeTile`, but its 2x2 max pooling of stride 2: up to `rows` x `columns` windows, and their places. */
export function storePooledTile(
  y: usize,
  places: usize,
  rowBytes: usize,
  pixelBytes: usize,
  rows: i32,
  columns: i32,
  products: usize,
  positionBytes: usize,
  bias: usize,
  isRelu: bool,
  scratch: usize,
): void {
  for (let at: usize = 0; at < pixelBytes; at += 16) {
    sumTile(scratch, products + at, positionBytes, bias ? bias + at : 0);
    for (let row: i32 = 0; row < min(2, rows); row++) {
      let line = scratch + <usize>(2 * row) * LINE_BYTES;
      let to = <usize>row * rowBytes + at;
      for (let column: i32 = 0; column < min(2, columns); column++) {
        const below = line + LINE_BYTES;
        PoolWindow.storeLargest(
          v128.load(line),
          v128.load(line, 16),
          v128.load(below),
          v128.load(below, 16),
          isRelu,
          y + to,
          places + (to >> 2),
          4,
        );
        line += 32;
        to += pixelBytes;
      }
    }
  }
}

/**
 * `G g G^T` of every pair of channel and filter: `kernel[3, 3, channels, filters]` to `[36][channels][filters]`, positions
 * `positionBytes` apart; with `isTurned` the taps in reverse order, for the input gradient.
 */
export function transformKernel(
  target: usize,
  positionBytes: usize,
  kernel: usize,
  isTurned: bool,
  channels: i32,
  filters: i32,
  scratch: usize,
): void {
  const tapBytes = (<usize>(channels * filters)) << 2;
  const step: usize = isTurned ? 0 - tapBytes : tapBytes;
  const first = isTurned ? kernel + 8 * tapBytes : kernel;
  for (let at: usize = 0; at < tapBytes; at += 16) {
    for (let column: usize = 0; column < 3; column++) {
      Line.kernel(scratch + (column << 4), LINE_BYTES, first + at + column * step, 3 * step);
    }
    for (let line: usize = 0; line < 6; line++) {
      Line.kernel(target + at + 6 * line * positionBytes, positionBytes, scratch + line * LINE_BYTES, 16);
    }
  }
}

/** `dKernel = G^T u G`, u `[36][channels][filters]`, positions `positionBytes` apart. */
export function transformKernelGradient(
  dKernel: usize,
  u: usize,
  positionBytes: usize,
  channels: i32,
  filters: i32,
  scratch: usize,
): void {
  const tapBytes = (<usize>(channels * filters)) << 2;
  for (let at: usize = 0; at < tapBytes; at += 16) {
    for (let column: usize = 0; column < 6; column++) {
      const from = u + at + column * positionBytes;
      Line.kernelGradient(scratch + (column << 4), LINE_BYTES, from, 6 * positionBytes);
    }
    for (let line: usize = 0; line < 3; line++) {
      Line.kernelGradient(dKernel + at + 3 * line * tapBytes, tapBytes, scratch + line * LINE_BYTES, 16);
    }
  }
}
