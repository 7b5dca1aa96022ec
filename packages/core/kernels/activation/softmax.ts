import { exponential, logarithm } from '../math/exponential';

// Over the last axis of [rows][columns]. The columns behind the last whole vector take the same operations one at a time.

/** Returns the largest value; NaN when a value is NaN. */
function largestOf(x: usize, columns: i32): f32 {
  let largest = f32x4.splat(-Infinity);
  const end = x + ((<usize>(columns & ~3)) << 2);
  const last = x + ((<usize>columns) << 2);
  for (; x < end; x += 16) largest = f32x4.max(largest, v128.load(x));
  let result = max<f32>(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1));
  result = max<f32>(result, max<f32>(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)));
  for (; x < last; x += 4) result = max<f32>(result, load<f32>(x));
  return result;
}

/** `ln sum e^(x - largest)`. */
function logSum(x: usize, columns: i32, largest: f32): f32 {
  const shift = f32x4.splat(largest);
  const end = x + ((<usize>(columns & ~3)) << 2);
  const last = x + ((<usize>columns) << 2);
  let sums = f32x4.splat(0);
  for (; x < end; x += 16) sums = f32x4.add(sums, exponential(f32x4.sub(v128.load(x), shift)));
  let sum: f64 = <f64>f32x4.extract_lane(sums, 0) + <f64>f32x4.extract_lane(sums, 1);
  sum += <f64>f32x4.extract_lane(sums, 2) + <f64>f32x4.extract_lane(sums, 3);
  for (; x < last; x += 4) sum += <f64>exponentialOf(load<f32>(x) - largest);
  // NaN and infinity have no mantissa to split off.
  return sum < Infinity ? <f32>logarithm(sum) : <f32>sum;
}

function exponentialOf(x: f32): f32 {
  return f32x4.extract_lane(exponential(f32x4.splat(x)), 0);
}

/** `y[r, k] = x[r, k] - ln sum_j e^x[r, j]`. */
export function logSoftmaxForward(rows: i32, columns: i32, x: usize, y: usize): void {
  const rowBytes = (<usize>columns) << 2;
  const vectorBytes = rowBytes & ~15;
  for (let row = 0; row < rows; row++) {
    const largest = largestOf(x, columns);
    const rest = logSum(x, columns, largest);
    let at: usize = 0;
    for (; at < vectorBytes; at += 16) {
      const shifted = f32x4.sub(v128.load(x + at), f32x4.splat(largest));
      v128.store(y + at, f32x4.sub(shifted, f32x4.splat(rest)));
    }
    for (; at < rowBytes; at += 4) store<f32>(y + at, load<f32>(x + at) - largest - rest);
    x += rowBytes;
    y += rowBytes;
  }
}

/** `dx[r, k] = dy[r, k] - e^y[r, k] sum_j dy[r, j]`. */
export function logSoftmaxGradient(rows: i32, columns: i32, dy: usize, y: usize, dx: usize): void {
  const rowBytes = (<usize>columns) << 2;
  const vectorBytes = rowBytes & ~15;
  for (let row = 0; row < rows; row++) {
    const sum = sumOf(dy, columns);
    let at: usize = 0;
    for (; at < vectorBytes; at += 16) {
      const part = f32x4.mul(exponential(v128.load(y + at)), f32x4.splat(sum));
      v128.store(dx + at, f32x4.sub(v128.load(dy + at), part));
    }
    for (; at < rowBytes; at += 4) store<f32>(dx + at, load<f32>(dy + at) - exponentialOf(load<f32>(y + at)) * sum);
    dy += rowBytes;
    y += rowBytes;
    dx += rowBytes;
  }
}

/** `loss[r] = -sum_k targets[r, k] log softmax(x[r])_k`. */
export function crossEntropyForward(rows: i32, columns: i32, x: usize, targets: usize, losses: usize): void {
  const rowBytes = (<usize>columns) << 2;
  for (let row = 0; row < rows; row++) {
    const largest = largestOf(x, columns);
    const rest = logSum(x, columns, largest);
    let sum: f64 = 0;
    for (let at: usize = 0; at < rowBytes; at += 4) {
      sum += <f64>load<f32>(targets + at) * <f64>(load<f32>(x + at) - largest - rest);
    }
    store<f32>(losses, <f32>-sum);
    x += rowBytes;
    targets += rowBytes;
    losses += 4;
  }
}

/** `dx[r, k] = dLoss[r] (softmax(x[r])_k sum_j targets[r, j] - targets[r, k])`. */
export function crossEntropyGradient(
  rows: i32,
  columns: i32,
  dLosses: usize,
  x: usize,
  targets: usize,
  dx: usize,
): void {
  const rowBytes = (<usize>columns) << 2;
  const vectorBytes = rowBytes & ~15;
  for (let row = 0; row < rows; row++) {
    const largest = largestOf(x, columns);
    const rest = logSum(x, columns, largest);
    const sum = sumOf(targets, columns);
    const slope = load<f32>(dLosses);
    let at: usize = 0;
    for (; at < vectorBytes; at += 16) {
      const shifted = f32x4.sub(f32x4.sub(v128.load(x + at), f32x4.splat(largest)), f32x4.splat(rest));
      const difference = f32x4.sub(f32x4.mul(exponential(shifted), f32x4.splat(sum)), v128.load(targets + at));
      v128.store(dx + at, f32x4.mul(difference, f32x4.splat(slope)));
    }
    for (; at < rowBytes; at += 4) {
      const shifted: f32 = load<f32>(x + at) - largest - rest;
      store<f32>(dx + at, (exponentialOf(shifted) * sum - load<f32>(targets + at)) * slope);
    }
    x += rowBytes;
    targets += rowBytes;
    dLosses += 4;
    dx += rowBytes;
  }
}

function sumOf(x: usize, columns: i32): f32 {
  let sum: f64 = 0;
  for (const end = x + ((<usize>columns) << 2); x < end; x += 4) sum += <f64>load<f32>(x);
  return <f32>sum;
}
