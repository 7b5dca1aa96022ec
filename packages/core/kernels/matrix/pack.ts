// Packing: copies a strip of a matrix into the order in which the tile reads it.

/**
 * `target[k][lane] = source[lane * laneStride + k * depthStride]` for 4 lanes; lanes from `lanes` on become zero.
 * Strides in elements, `targetBytes` between successive k.
 */
export function packLanes(
  target: usize,
  targetBytes: usize,
  source: usize,
  lanes: i32,
  laneStride: i32,
  depth: i32,
  depthStride: i32,
): void {
  const depthBytes = (<usize>depthStride) << 2;
  if (lanes == 4 && laneStride == 1) {
    for (let k = 0; k < depth; k++) {
      v128.store(target, v128.load(source));
      target += targetBytes;
      source += depthBytes;
    }
    return;
  }
  if (lanes <= 0) {
    for (let k = 0; k < depth; k++) {
      v128.store(target, f32x4.splat(0));
      target += targetBytes;
    }
    return;
  }
  const laneBytes = (<usize>laneStride) << 2;
  let k = 0;
  if (depthStride == 1) {
    const zero = f32x4.splat(0);
    for (; k + 4 <= depth; k += 4) {
      const r0 = v128.load(source);
      const r1 = lanes > 1 ? v128.load(source + laneBytes) : zero;
      const r2 = lanes > 2 ? v128.load(source + 2 * laneBytes) : zero;
      const r3 = lanes > 3 ? v128.load(source + 3 * laneBytes) : zero;
      const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      v128.store(target, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
      target += targetBytes;
      v128.store(target, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
      target += targetBytes;
      v128.store(target, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
      target += targetBytes;
      v128.store(target, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
      target += targetBytes;
      source += 16;
    }
  }
  for (; k < depth; k++) {
    for (let lane = 0; lane < 4; lane++) {
      const value: f32 = lane < lanes ? load<f32>(source + <usize>lane * laneBytes) : 0;
      store<f32>(target + ((<usize>lane) << 2), value);
    }
    target += targetBytes;
    source += depthBytes;
  }
}

/** Packs `rows` x `depth` of A into tiles `[tile][depth][4]`. */
export function packRows(target: usize, a: usize, rows: i32, rowStride: i32, depth: i32, depthStride: i32): void {
  for (let row = 0; row < rows; row += 4) {
    packLanes(target, 16, a + ((<usize>(row * rowStride)) << 2), min(4, rows - row), rowStride, depth, depthStride);
    target += (<usize>depth) << 4;
  }
}

/** Packs two panels at once from adjacent rows, so that each cache line of the source is read once. */
function packTwoPanels(target: usize, source: usize, depth: i32, depthStride: i32): void {
  const depthBytes = (<usize>depthStride) << 2;
  const panelBytes = (<usize>depth) << 5;
  for (let k = 0; k < depth; k++) {
    v128.store(target, v128.load(source));
    v128.store(target, v128.load(source, 16), 16);
    v128.store(target + panelBytes, v128.load(source, 32));
    v128.store(target + panelBytes, v128.load(source, 48), 16);
    target += 32;
    source += depthBytes;
  }
}

/** Packs `depth` x `columns` of B into panels `[panel][depth][8]`. */
export function packColumns(
  target: usize,
  b: usize,
  columns: i32,
  columnStride: i32,
  depth: i32,
  depthStride: i32,
): void {
  let column = 0;
  if (columnStride == 1) {
    for (; column + 16 <= columns; column += 16) {
      packTwoPanels(target, b + ((<usize>column) << 2), depth, depthStride);
      target += (<usize>depth) << 6;
    }
  }
  for (; column < columns; column += 8) {
    const left = min(4, columns - column);
    const right = max(0, min(4, columns - column - 4));
    const source = b + ((<usize>(column * columnStride)) << 2);
    packLanes(target, 32, source, left, columnStride, depth, depthStride);
    packLanes(target + 16, 32, source + ((<usize>columnStride) << 4), right, columnStride, depth, depthStride);
    target += (<usize>depth) << 5;
  }
}

/** Returns the bytes of a packed A: rows rounded up to whole tiles. */
export function packedRowsBytes(rows: i32, depth: i32): usize {
  return (<usize>((rows + 3) & ~3) * <usize>depth) << 2;
}

/** Returns the bytes of a packed B: columns rounded up to whole panels. */
export function packedColumnsBytes(columns: i32, depth: i32): usize {
  return (<usize>((columns + 7) & ~7) * <usize>depth) << 2;
}
