// Sums over the rows of matrices [rows][columns], in blocks of rows that stay in cache: partial sums of 64 rows are closer to
// the true value than one running sum, and faster. Each adds to what its targets hold.

const BLOCK_ROWS: i32 = 64;

/** `sums[c] += sum of x[r, c]`. */
export function addColumnSums(sums: usize, x: usize, rows: i32, columns: i32): void {
  const rowBytes = (<usize>columns) << 2;
  const vectorBytes = rowBytes & ~15;
  for (; rows > 0; rows -= BLOCK_ROWS) {
    const end = x + <usize>min(rows, BLOCK_ROWS) * rowBytes;
    let at: usize = 0;
    for (; at < vectorBytes; at += 16) {
      let sum = f32x4.splat(0);
      for (let row = x; row < end; row += rowBytes) sum = f32x4.add(sum, v128.load(row + at));
      v128.store(sums + at, f32x4.add(v128.load(sums + at), sum));
    }
    for (; at < rowBytes; at += 4) {
      let sum: f32 = 0;
      for (let row = x; row < end; row += rowBytes) sum += load<f32>(row + at);
      store<f32>(sums + at, load<f32>(sums + at) + sum);
    }
    x = end;
  }
}

/** `sums[c] += sum of (x[r, c] - center[c])^2`. */
export function addSquareSums(sums: usize, x: usize, center: usize, rows: i32, columns: i32): void {
  const rowBytes = (<usize>columns) << 2;
  const vectorBytes = rowBytes & ~15;
  for (; rows > 0; rows -= BLOCK_ROWS) {
    const end = x + <usize>min(rows, BLOCK_ROWS) * rowBytes;
    let at: usize = 0;
    for (; at < vectorBytes; at += 16) {
      const middle = v128.load(center + at);
      let sum = f32x4.splat(0);
      for (let row = x; row < end; row += rowBytes) {
        const deviation = f32x4.sub(v128.load(row + at), middle);
        sum = f32x4.add(sum, f32x4.mul(deviation, deviation));
      }
      v128.store(sums + at, f32x4.add(v128.load(sums + at), sum));
    }
    for (; at < rowBytes; at += 4) {
      const middle = load<f32>(center + at);
      let sum: f32 = 0;
      for (let row = x; row < end; row += rowBytes) {
        const deviation: f32 = load<f32>(row + at) - middle;
        sum += deviation * deviation;
      }
      store<f32>(sums + at, load<f32>(sums + at) + sum);
    }
    x = end;
  }
}

/** `sums[c] += sum of dz[r, c]`, `products[c] += sum of dz[r, c] (x[r, c] - center[c])`, `dz = y > 0 ? dy : 0` (`y` 0: `dz = dy`). */
export function addGradientSums(
  sums: usize,
  products: usize,
  dy: usize,
  y: usize,
  x: usize,
  center: usize,
  rows: i32,
  columns: i32,
): void {
  const rowBytes = (<usize>columns) << 2;
  const vectorBytes = rowBytes & ~15;
  const zero = f32x4.splat(0);
  for (; rows > 0; rows -= BLOCK_ROWS) {
    const length = <usize>min(rows, BLOCK_ROWS) * rowBytes;
    let at: usize = 0;
    for (; at < vectorBytes; at += 16) {
      const middle = v128.load(center + at);
      let sum = zero;
      let product = zero;
      for (let row = at; row < length; row += rowBytes) {
        let dz = v128.load(dy + row);
        if (y) dz = v128.and(dz, f32x4.gt(v128.load(y + row), zero));
        sum = f32x4.add(sum, dz);
        product = f32x4.add(product, f32x4.mul(dz, f32x4.sub(v128.load(x + row), middle)));
      }
      v128.store(sums + at, f32x4.add(v128.load(sums + at), sum));
      v128.store(products + at, f32x4.add(v128.load(products + at), product));
    }
    for (; at < rowBytes; at += 4) {
      const middle = load<f32>(center + at);
      let sum: f32 = 0;
      let product: f32 = 0;
      for (let row = at; row < length; row += rowBytes) {
        let dz = load<f32>(dy + row);
        if (y && !(load<f32>(y + row) > 0)) dz = 0;
        sum += dz;
        product += dz * (load<f32>(x + row) - middle);
      }
      store<f32>(sums + at, load<f32>(sums + at) + sum);
      store<f32>(products + at, load<f32>(products + at) + product);
    }
    dy += length;
    if (y) y += length;
    x += length;
  }
}
