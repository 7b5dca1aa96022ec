/**
 * `target[i, j] = y[i, j] > 0 ? dy[i, j] : 0`, and adds the columns' sums to `sums` when that is not 0.
 * With `y` 0 (no relu) nothing is masked. `target` 0 only sums.
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
