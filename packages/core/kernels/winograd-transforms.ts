// The linear maps of Winograd's F(4x4, 3x3) for channels in multiples of 4:
//   y = A^T [(G g G^T) * (B^T d B)] A, summed over the channels between the brackets, for each 4x4 tile y and its 6x6 patch d.
// The points of the interpolation are 0, a, -a, b, -b and infinity with a = sqrt(1/2), b = sqrt(2). As a b = 1 the factors stay
// near 1 and so does what is lost to rounding: about twice that of a direct sum, where the usual points 1 and 2 lose ten times it.
//   B^T = [1 0 -5/2 0 1 0; 0 -b -2 a 1 0; 0 b -2 -a 1 0; 0 -a -1/2 b 1 0; 0 a -1/2 -b 1 0; 0 1 0 -5/2 0 1]
//   G   = [1 0 0; -2/3 -2a/3 -1/3; -2/3 2a/3 -1/3; 1/6 b/6 1/3; 1/6 -b/6 1/3; 0 0 1]
//   A^T = [1 1 1 1 1 0; 0 a -a b -b 0; 0 1/2 1/2 2 2 0; 0 a/2 -a/2 2b -2b 1]
// Each map goes over the lines of one direction, then over those of the other.
// Source: Lavin and Gray (2016), Fast algorithms for convolutional neural networks, arXiv:1509.09308; the points were chosen by
// measuring (docs/decisions/0013).

import { PoolWindow } from './pool-window';

const A: f32 = 0.70710678118654752;
const B: f32 = 1.4142135623730951;
const THIRD: f32 = 1.0 / 3.0;
const SIXTH: f32 = 1.0 / 6.0;

/** Between the two directions: 6 x 6 vectors. */
export const TRANSFORM_SCRATCH_BYTES: usize = 576;
const LINE_BYTES: usize = 96;

/** The maps of one line of vectors, `step` bytes apart, to another. */
@unmanaged
class Line {
  /** `B^T d` of one line of six. */
  @inline static patch(target: usize, targetStep: usize, source: usize, step: usize): void {
    const d0 = v128.load(source);
    source += step;
    const d1 = v128.load(source);
    source += step;
    const d2 = v128.load(source);
    source += step;
    const d3 = v128.load(source);
    source += step;
    const d4 = v128.load(source);
    source += step;
    const d5 = v128.load(source);
    const two = f32x4.splat(2);
    const half = f32x4.splat(0.5);
    const ends = f32x4.splat(2.5);
    v128.store(target, f32x4.add(f32x4.sub(d0, f32x4.mul(ends, d2)), d4));
    target += targetStep;
    let even = f32x4.sub(d4, f32x4.mul(two, d2));
    let odd = f32x4.mul(f32x4.splat(A), f32x4.sub(d3, f32x4.mul(two, d1)));
    v128.store(target, f32x4.add(even, odd));
    target += targetStep;
    v128.store(target, f32x4.sub(even, odd));
    target += targetStep;
    even = f32x4.sub(d4, f32x4.mul(half, d2));
    odd = f32x4.mul(f32x4.splat(B), f32x4.sub(d3, f32x4.mul(half, d1)));
    v128.store(target, f32x4.add(even, odd));
    target += targetStep;
    v128.store(target, f32x4.sub(even, odd));
    target += targetStep;
    v128.store(target, f32x4.add(f32x4.sub(d1, f32x4.mul(ends, d3)), d5));
  }

  /** `A t` of one line of four. */
  @inline static gradient(target: usize, targetStep: usize, source: usize, step: usize): void {
    const t0 = v128.load(source);
    source += step;
    const t1 = v128.load(source);
    source += step;
    const t2 = v128.load(source);
    source += step;
    const t3 = v128.load(source);
    const two = f32x4.splat(2);
    const half = f32x4.splat(0.5);
    v128.store(target, t0);
    target += targetStep;
    let even = f32x4.add(t0, f32x4.mul(half, t2));
    let odd = f32x4.mul(f32x4.splat(A), f32x4.add(t1, f32x4.mul(half, t3)));
    v128.store(target, f32x4.add(even, odd));
    target += targetStep;
    v128.store(target, f32x4.sub(even, odd));
    target += targetStep;
    even = f32x4.add(t0, f32x4.mul(two, t2));
    odd = f32x4.mul(f32x4.splat(B), f32x4.add(t1, f32x4.mul(two, t3)));
    v128.store(target, f32x4.add(even, odd));
    target += targetStep;
    v128.store(target, f32x4.sub(even, odd));
    target += targetStep;
    v128.store(target, t3);
  }

  /** `A^T m + shift`. All is read before anything is stored. */
  @inline static output(target: usize, targetStep: usize, source: usize, step: usize, shift: v128): void {
    const m0 = v128.load(source);
    source += step;
    const m1 = v128.load(source);
    source += step;
    const m2 = v128.load(source);
    source += step;
    const m3 = v128.load(source);
    source += step;
    const m4 = v128.load(source);
    source += step;
    const m5 = v128.load(source);
    const half = f32x4.splat(0.5);
    const two = f32x4.splat(2);
    const sumA = f32x4.add(m1, m2);
    const sumB = f32x4.add(m3, m4);
    const differenceA = f32x4.mul(f32x4.splat(A), f32x4.sub(m1, m2));
    const differenceB = f32x4.mul(f32x4.splat(B), f32x4.sub(m3, m4));
    v128.store(target, f32x4.add(f32x4.add(f32x4.add(m0, sumA), sumB), shift));
    target += targetStep;
    v128.store(target, f32x4.add(f32x4.add(differenceA, differenceB), shift));
    target += targetStep;
    v128.store(target, f32x4.add(f32x4.add(f32x4.mul(half, sumA), f32x4.mul(two, sumB)), shift));
    target += targetStep;
    const fourth = f32x4.add(f32x4.mul(half, differenceA), f32x4.mul(two, differenceB));
    v128.store(target, f32x4.add(f32x4.add(fourth, m5), shift));
  }

  /** `G g` of one line of three. */
  @inline static kernel(target: usize, targetStep: usize, source: usize, step: usize): void {
    const g0 = v128.load(source);
    const g1 = v128.load(source + step);
    const g2 = v128.load(source + 2 * step);
    const third = f32x4.splat(THIRD);
    const sixth = f32x4.splat(SIXTH);
    v128.store(target, g0);
    target += targetStep;
    // -(2 g0 + g2) / 3 and -2 a g1 / 3
    let even = f32x4.neg(f32x4.mul(third, f32x4.add(f32x4.add(g0, g0), g2)));
    let odd = f32x4.mul(f32x4.splat(-2 * A * THIRD), g1);
    v128.store(target, f32x4.add(even, odd));
    target += targetStep;
    v128.store(target, f32x4.sub(even, odd));
    target += targetStep;
    // (g0 + 2 g2) / 6 and b g1 / 6
    even = f32x4.mul(sixth, f32x4.add(g0, f32x4.add(g2, g2)));
    odd = f32x4.mul(f32x4.splat(B * SIXTH), g1);
    v128.store(target, f32x4.add(even, odd));
    target += targetStep;
    v128.store(target, f32x4.sub(even, odd));
    target += targetStep;
    v128.store(target, g2);
  }

  /** `G^T u` of one line of six. */
  @inline static kernelGradient(target: usize, targetStep: usize, source: usize, step: usize): void {
    const u0 = v128.load(source);
    source += step;
    const u1 = v128.load(source);
    source += step;
    const u2 = v128.load(source);
    source += step;
    const u3 = v128.load(source);
    source += step;
    const u4 = v128.load(source);
    source += step;
    const u5 = v128.load(source);
    // (u1 + u2) / 3 and (u3 + u4) / 6
    const sumA = f32x4.mul(f32x4.splat(THIRD), f32x4.add(u1, u2));
    const sumB = f32x4.mul(f32x4.splat(SIXTH), f32x4.add(u3, u4));
    const differenceA = f32x4.mul(f32x4.splat(-2 * A * THIRD), f32x4.sub(u1, u2));
    const differenceB = f32x4.mul(f32x4.splat(B * SIXTH), f32x4.sub(u3, u4));
    v128.store(target, f32x4.add(f32x4.sub(u0, f32x4.add(sumA, sumA)), sumB));
    v128.store(target + targetStep, f32x4.add(differenceA, differenceB));
    v128.store(target + 2 * targetStep, f32x4.add(f32x4.sub(f32x4.add(sumB, sumB), sumA), u5));
  }
}

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
