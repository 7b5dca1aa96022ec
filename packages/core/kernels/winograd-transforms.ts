// The linear maps of Winograd's F(2x2, 3x3) for channels in multiples of 4:
//   y = A^T [(G g G^T) * (B^T d B)] A, summed over the channels between the brackets, for each 2x2 tile y and its 4x4 patch d,
//   B^T = [1 0 -1 0; 0 1 1 0; 0 -1 1 0; 0 1 0 -1], G = [1 0 0; .5 .5 .5; .5 -.5 .5; 0 0 1], A^T = [1 1 1 0; 0 1 -1 -1].
// Each writes to, or reads from, 16 positions that lie `positionBytes` apart.
// Source: Lavin and Gray (2016), Fast algorithms for convolutional neural networks, arXiv:1509.09308.

/** `B^T d B` of one patch: 16 pixels from `patch` on to the 16 positions from `target` on. */
export function transformPatch(
  target: usize,
  positionBytes: usize,
  patch: usize,
  rowBytes: usize,
  pixelBytes: usize,
): void {
  const rowOfPositions = positionBytes << 2;
  for (const end = patch + pixelBytes; patch < end; patch += 16) {
    const d1 = patch + rowBytes;
    const d2 = d1 + rowBytes;
    const d3 = d2 + rowBytes;
    storePatchRow(target, positionBytes, patch, d2, pixelBytes);
    let to = target + rowOfPositions;
    const left = f32x4.add(v128.load(d1), v128.load(d2));
    let at = pixelBytes;
    const t1 = f32x4.add(v128.load(d1 + at), v128.load(d2 + at));
    at += pixelBytes;
    const t2 = f32x4.add(v128.load(d1 + at), v128.load(d2 + at));
    at += pixelBytes;
    const right = f32x4.add(v128.load(d1 + at), v128.load(d2 + at));
    v128.store(to, f32x4.sub(left, t2));
    v128.store(to + positionBytes, f32x4.add(t1, t2));
    v128.store(to + 2 * positionBytes, f32x4.sub(t2, t1));
    v128.store(to + 3 * positionBytes, f32x4.sub(t1, right));
    to += rowOfPositions;
    storePatchRow(to, positionBytes, d2, d1, pixelBytes);
    storePatchRow(to + rowOfPositions, positionBytes, d1, d3, pixelBytes);
    target += 16;
  }
}

/** `(plus - minus) B` of two rows of a patch. */
function storePatchRow(to: usize, positionBytes: usize, plus: usize, minus: usize, pixelBytes: usize): void {
  const t0 = f32x4.sub(v128.load(plus), v128.load(minus));
  plus += pixelBytes;
  minus += pixelBytes;
  const t1 = f32x4.sub(v128.load(plus), v128.load(minus));
  plus += pixelBytes;
  minus += pixelBytes;
  const t2 = f32x4.sub(v128.load(plus), v128.load(minus));
  plus += pixelBytes;
  minus += pixelBytes;
  const t3 = f32x4.sub(v128.load(plus), v128.load(minus));
  v128.store(to, f32x4.sub(t0, t2));
  v128.store(to + positionBytes, f32x4.add(t1, t2));
  v128.store(to + 2 * positionBytes, f32x4.sub(t2, t1));
  v128.store(to + 3 * positionBytes, f32x4.sub(t1, t3));
}

/** `A dy A^T` of one 2x2 tile of gradients, as `transformPatch`. */
export function transformGradient(
  target: usize,
  positionBytes: usize,
  tile: usize,
  rowBytes: usize,
  pixelBytes: usize,
): void {
  for (const end = tile + pixelBytes; tile < end; tile += 16) {
    const d00 = v128.load(tile);
    const d01 = v128.load(tile + pixelBytes);
    const d10 = v128.load(tile + rowBytes);
    const d11 = v128.load(tile + rowBytes + pixelBytes);
    let to = storeGradientRow(target, positionBytes, d00, d01);
    to = storeGradientRow(to, positionBytes, f32x4.add(d00, d10), f32x4.add(d01, d11));
    to = storeGradientRow(to, positionBytes, f32x4.sub(d00, d10), f32x4.sub(d01, d11));
    storeGradientRow(to, positionBytes, f32x4.neg(d10), f32x4.neg(d11));
    target += 16;
  }
}

/** `[l, r] A^T`: l, l + r, l - r, -r. */
function storeGradientRow(to: usize, positionBytes: usize, left: v128, right: v128): usize {
  v128.store(to, left);
  to += positionBytes;
  v128.store(to, f32x4.add(left, right));
  to += positionBytes;
  v128.store(to, f32x4.sub(left, right));
  to += positionBytes;
  v128.store(to, f32x4.neg(right));
  return to + positionBytes;
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
): void {
  const zero = f32x4.splat(0);
  const floor = f32x4.splat(isRelu ? 0 : -Infinity);
  for (let at: usize = 0; at < pixelBytes; at += 16) {
    let from = products + at;
    let y00 = zero;
    let y01 = zero;
    let y10 = zero;
    let y11 = zero;
    for (let i = 0; i < 4; i++) {
      const m0 = v128.load(from);
      const m1 = v128.load(from + positionBytes);
      const m2 = v128.load(from + 2 * positionBytes);
      const m3 = v128.load(from + 3 * positionBytes);
      from += positionBytes << 2;
      const left = f32x4.add(f32x4.add(m0, m1), m2);
      const right = f32x4.sub(f32x4.sub(m1, m2), m3);
      if (i < 3) {
        y00 = f32x4.add(y00, left);
        y01 = f32x4.add(y01, right);
      }
      if (i == 1) {
        y10 = left;
        y11 = right;
      } else if (i > 1) {
        y10 = f32x4.sub(y10, left);
        y11 = f32x4.sub(y11, right);
      }
    }
    const shift = bias ? v128.load(bias + at) : zero;
    // pmax(x, floor) is `x < floor ? floor : x`: NaN stays NaN.
    const to = y + at;
    v128.store(to, f32x4.pmax(f32x4.add(y00, shift), floor));
    if (columns > 1) v128.store(to + pixelBytes, f32x4.pmax(f32x4.add(y01, shift), floor));
    if (rows > 1) {
      v128.store(to + rowBytes, f32x4.pmax(f32x4.add(y10, shift), floor));
      if (columns > 1) v128.store(to + rowBytes + pixelBytes, f32x4.pmax(f32x4.add(y11, shift), floor));
    }
  }
}

/**
 * `G g G^T` of every pair of channel and filter: `kernel[3, 3, channels, filters]` to `[16][channels][filters]`; with `isTurned`
 * the taps in reverse order, for the input gradient.
 */
export function transformKernel(target: usize, kernel: usize, isTurned: bool, channels: i32, filters: i32): void {
  const tapBytes = (<usize>(channels * filters)) << 2;
  const step: usize = isTurned ? 0 - tapBytes : tapBytes;
  const first = isTurned ? kernel + 8 * tapBytes : kernel;
  const half = f32x4.splat(0.5);
  for (let at: usize = 0; at < tapBytes; at += 16) {
    // Columns of G g: each from the three taps of one column.
    let to = target + at;
    for (let i = 0; i < 4; i++) {
      const t0 = kernelRow(first + at, step, i, half);
      const t1 = kernelRow(first + at + step, step, i, half);
      const t2 = kernelRow(first + at + 2 * step, step, i, half);
      const ends = f32x4.add(t0, t2);
      v128.store(to, t0);
      to += tapBytes;
      v128.store(to, f32x4.mul(half, f32x4.add(ends, t1)));
      to += tapBytes;
      v128.store(to, f32x4.mul(half, f32x4.sub(ends, t1)));
      to += tapBytes;
      v128.store(to, t2);
      to += tapBytes;
    }
  }
}

/** Row `i` of `G g` in one column: g0, (g0 + g1 + g2) / 2, (g0 - g1 + g2) / 2 or g2. */
function kernelRow(column: usize, step: usize, i: i32, half: v128): v128 {
  const g0 = v128.load(column);
  if (i == 0) return g0;
  const g2 = v128.load(column + 6 * step);
  if (i == 3) return g2;
  const g1 = v128.load(column + 3 * step);
  const ends = f32x4.add(g0, g2);
  return f32x4.mul(half, i == 1 ? f32x4.add(ends, g1) : f32x4.sub(ends, g1));
}

/** `dKernel = G^T u G`, u `[16][channels][filters]`. */
export function transformKernelGradient(dKernel: usize, u: usize, channels: i32, filters: i32): void {
  const tapBytes = (<usize>(channels * filters)) << 2;
  const half = f32x4.splat(0.5);
  for (let at: usize = 0; at < tapBytes; at += 16) {
    for (let i = 0; i < 3; i++) {
      const t0 = gradientRow(u + at, tapBytes, i, half);
      const t1 = gradientRow(u + at + tapBytes, tapBytes, i, half);
      const t2 = gradientRow(u + at + 2 * tapBytes, tapBytes, i, half);
      const t3 = gradientRow(u + at + 3 * tapBytes, tapBytes, i, half);
      const to = dKernel + at + <usize>(3 * i) * tapBytes;
      const middle = f32x4.mul(half, f32x4.add(t1, t2));
      v128.store(to, f32x4.add(t0, middle));
      v128.store(to + tapBytes, f32x4.mul(half, f32x4.sub(t1, t2)));
      v128.store(to + 2 * tapBytes, f32x4.add(middle, t3));
    }
  }
}

/** Row `i` of `G^T u` in one column: u0 + (u1 + u2) / 2, (u1 - u2) / 2 or (u1 + u2) / 2 + u3. */
function gradientRow(column: usize, positionBytes: usize, i: i32, half: v128): v128 {
  const u1 = v128.load(column + 4 * positionBytes);
  const u2 = v128.load(column + 8 * positionBytes);
  if (i == 1) return f32x4.mul(half, f32x4.sub(u1, u2));
  const middle = f32x4.mul(half, f32x4.add(u1, u2));
  return f32x4.add(middle, v128.load(column + (i == 0 ? 0 : 12) * positionBytes));
}
