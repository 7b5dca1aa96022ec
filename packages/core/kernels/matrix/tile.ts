// The multiply-add tile that every matrix product here is made of: 4 rows x 8 columns, eight accumulators.
// Larger tiles spill: V8 has 16 vector registers.

/** Computes `a b + c`, in one step and rounded once when relaxed SIMD is compiled in. */
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(c, f32x4.mul(a, b));
}

/** Rows of a packed A tile. */
export const TILE_ROWS: i32 = 4;
/** Columns of a packed B panel. */
export const TILE_COLUMNS: i32 = 8;

/**
 * One panel of `C = relu?(C? + A B + bias?)`: `rows` x up to 8 columns, tile by tile.
 * @param depth length of the sum
 * @param a packed `[tile][depth][4]`
 * @param b packed `[depth][8]`
 * @param c first element of the panel; rows are `rowBytes` apart
 * @param columns how many of the 8 lie inside C
 * @param accumulate adds to what C holds
 * @param bias one value per column, added to each row; 0 for none
 * @param spill 128 bytes of scratch
 */
export function multiplyPanel(
  rows: i32,
  depth: i32,
  a: usize,
  b: usize,
  c: usize,
  rowBytes: usize,
  columns: i32,
  accumulate: bool,
  bias: usize,
  isRelu: bool,
  spill: usize,
): void {
  const tileBytes = (<usize>depth) << 4;
  const panel = b;
  for (; rows > 0; rows -= TILE_ROWS) {
    let c00 = f32x4.splat(0);
    let c01 = c00;
    let c10 = c00;
    let c11 = c00;
    let c20 = c00;
    let c21 = c00;
    let c30 = c00;
    let c31 = c00;
    const end = a + tileBytes;
    b = panel;
    while (a < end) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      let row = v128.load32_splat(a);
      c00 = multiplyAdd(row, b0, c00);
      c01 = multiplyAdd(row, b1, c01);
      row = v128.load32_splat(a, 4);
      c10 = multiplyAdd(row, b0, c10);
      c11 = multiplyAdd(row, b1, c11);
      row = v128.load32_splat(a, 8);
      c20 = multiplyAdd(row, b0, c20);
      c21 = multiplyAdd(row, b1, c21);
      row = v128.load32_splat(a, 12);
      c30 = multiplyAdd(row, b0, c30);
      c31 = multiplyAdd(row, b1, c31);
      a += 16;
      b += 32;
    }
    if (rows >= TILE_ROWS && columns == TILE_COLUMNS) {
      const r1 = c + rowBytes;
      const r2 = r1 + rowBytes;
      const r3 = r2 + rowBytes;
      if (accumulate) {
        c00 = f32x4.add(v128.load(c), c00);
        c01 = f32x4.add(v128.load(c, 16), c01);
        c10 = f32x4.add(v128.load(r1), c10);
        c11 = f32x4.add(v128.load(r1, 16), c11);
        c20 = f32x4.add(v128.load(r2), c20);
        c21 = f32x4.add(v128.load(r2, 16), c21);
        c30 = f32x4.add(v128.load(r3), c30);
        c31 = f32x4.add(v128.load(r3, 16), c31);
      }
      if (bias) {
        const bias0 = v128.load(bias);
        const bias1 = v128.load(bias, 16);
        c00 = f32x4.add(c00, bias0);
        c01 = f32x4.add(c01, bias1);
        c10 = f32x4.add(c10, bias0);
        c11 = f32x4.add(c11, bias1);
        c20 = f32x4.add(c20, bias0);
        c21 = f32x4.add(c21, bias1);
        c30 = f32x4.add(c30, bias0);
        c31 = f32x4.add(c31, bias1);
      }
      if (isRelu) {
        // pmax(x, 0) is `x < 0 ? 0 : x`: NaN stays NaN.
        const zero = f32x4.splat(0);
        c00 = f32x4.pmax(c00, zero);
        c01 = f32x4.pmax(c01, zero);
        c10 = f32x4.pmax(c10, zero);
        c11 = f32x4.pmax(c11, zero);
        c20 = f32x4.pmax(c20, zero);
        c21 = f32x4.pmax(c21, zero);
        c30 = f32x4.pmax(c30, zero);
        c31 = f32x4.pmax(c31, zero);
      }
      v128.store(c, c00);
      v128.store(c, c01, 16);
      v128.store(r1, c10);
      v128.store(r1, c11, 16);
      v128.store(r2, c20);
      v128.store(r2, c21, 16);
      v128.store(r3, c30);
      v128.store(r3, c31, 16);
      c = r3 + rowBytes;
      continue;
    }
    v128.store(spill, c00);
    v128.store(spill, c01, 16);
    v128.store(spill, c10, 32);
    v128.store(spill, c11, 48);
    v128.store(spill, c20, 64);
    v128.store(spill, c21, 80);
    v128.store(spill, c30, 96);
    v128.store(spill, c31, 112);
    const inside = min(TILE_ROWS, rows);
    for (let row = 0; row < inside; row++) {
      for (let column = 0; column < columns; column++) {
        const at = c + <usize>row * rowBytes + ((<usize>column) << 2);
        let value = load<f32>(spill + ((<usize>((row << 3) + column)) << 2));
        if (accumulate) value = load<f32>(at) + value;
        if (bias) value += load<f32>(bias + ((<usize>column) << 2));
        if (isRelu && value < 0) value = 0;
        store<f32>(at, value);
      }
    }
    c += <usize>TILE_ROWS * rowBytes;
  }
}

// Exported here and not at the function: the compiler warns of exported vectors, although only other kernels use them.
export { multiplyAdd };
