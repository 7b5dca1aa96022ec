/**
 * Computes `target[i, j] = y[i, j] > 0 ? dy[i, j] : 0`, and adds the columns' sums to `sums` unless it is 0. With `y`
 * 0 (no relu) nothing is masked. With `target` 0 only sums.
 */
export function maskAndSumColumns(target: usize, dy: usize, y: usize, rows: i32, columns: i32, sums: usize): void {
  const vectorColumns = columns & ~3;
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    let column = 0;
    for (; column < vectorColumns; column += 4) {
      const at = (<usize>column) << 2;
      let value = v128.load(dy + at);
      if (y) value = v128.and(value, f32x4.gt(v128.load(y + at), zero));
      if (target) v128.store(target + at, value);
      if (sums) v128.store(sums + at, f32x4.add(v128.load(sums + at), value));
    }
    for (; column < columns; column++) {
      const at = (<usize>column) << 2;
      let value = load<f32>(dy + at);
      if (y && !(load<f32>(y + at) > 0)) value = 0;
      if (target) store<f32>(target + at, value);
      if (sums) store<f32>(sums + at, load<f32>(sums + at) + value);
    }
    const rowBytes = (<usize>columns) << 2;
    dy += rowBytes;
    if (y) y += rowBytes;
    if (target) target += rowBytes;
  }
}

/**
 * Packs `dz` (`y > 0 ? dy : 0`, or `dy` where `y` is 0) into panels `[panel][row][8]` for a product that sums over the
 * rows, and adds its columns' sums to `sums` when that is not 0: mask, sum and pack in one pass.
 */
export function packMaskedColumns(target: usize, dy: usize, y: usize, rows: i32, columns: i32, sums: usize): void {
  const rowBytes = (<usize>columns) << 2;
  const zero = f32x4.splat(0);
  let column = 0;
  for (; column + 8 <= columns; column += 8) {
    let at = (<usize>column) << 2;
    let sum0 = zero;
    let sum1 = zero;
    for (let row = 0; row < rows; row++) {
      let value0 = v128.load(dy + at);
      let value1 = v128.load(dy + at, 16);
      if (y) {
        value0 = v128.and(value0, f32x4.gt(v128.load(y + at), zero));
        value1 = v128.and(value1, f32x4.gt(v128.load(y + at, 16), zero));
      }
      v128.store(target, value0);
      v128.store(target, value1, 16);
      sum0 = f32x4.add(sum0, value0);
      sum1 = f32x4.add(sum1, value1);
      target += 32;
      at += rowBytes;
    }
    if (sums) {
      const sum = sums + ((<usize>column) << 2);
      v128.store(sum, f32x4.add(v128.load(sum), sum0));
      v128.store(sum, f32x4.add(v128.load(sum, 16), sum1), 16);
    }
  }
  if (column == columns) return;
  for (let row = 0; row < rows; row++) {
    for (let lane = 0; lane < 8; lane++) {
      let value: f32 = 0;
      if (column + lane < columns) {
        const at = <usize>row * rowBytes + ((<usize>(column + lane)) << 2);
        if (!y || load<f32>(y + at) > 0) value = load<f32>(dy + at);
        const sum = sums + ((<usize>(column + lane)) << 2);
        if (sums) store<f32>(sum, load<f32>(sum) + value);
      }
      store<f32>(target + ((<usize>lane) << 2), value);
    }
    target += 32;
  }
}
