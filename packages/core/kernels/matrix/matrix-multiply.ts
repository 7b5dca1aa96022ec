import { packColumns, packRows, packedColumnsBytes, packedRowsBytes } from './pack';
import { multiplyPanel } from './tile';

// Blocks that keep a packed A block and B block in the second-level cache and one B panel in the first.
const ROW_BLOCK: i32 = 128;
const COLUMN_BLOCK: i32 = 512;
const DEPTH_BLOCK: i32 = 256;
const SPILL_BYTES: usize = 128;

/** `C (+)= A B` of packed blocks; bias and relu as in `multiplyPanel`. C has `stride` elements per row. */
export function multiplyPacked(
  rows: i32,
  columns: i32,
  depth: i32,
  packedA: usize,
  packedB: usize,
  c: usize,
  stride: i32,
  accumulate: bool,
  bias: usize,
  isRelu: bool,
  spill: usize,
): void {
  const rowBytes = (<usize>stride) << 2;
  for (let row = 0; row < rows; row += 32) {
    const count = min(32, rows - row);
    for (let column = 0; column < columns; column += 8) {
      const panel = packedB + ((<usize>column * <usize>depth) << 2);
      const panelBias = bias ? bias + ((<usize>column) << 2) : 0;
      const target = c + ((<usize>column) << 2);
      const width = min(8, columns - column);
      multiplyPanel(count, depth, packedA, panel, target, rowBytes, width, accumulate, panelBias, isRelu, spill);
    }
    packedA += (<usize>(count * depth)) << 2;
    c += <usize>count * rowBytes;
  }
}

export function matrixMultiplyScratchBytes(rows: i32, columns: i32, depth: i32): usize {
  const depthBlock = min(depth, DEPTH_BLOCK);
  return (
    SPILL_BYTES +
    packedRowsBytes(min(rows, ROW_BLOCK), depthBlock) +
    packedColumnsBytes(min(columns, COLUMN_BLOCK), depthBlock)
  );
}

/**
 * `C = relu?(C? + A B + bias?)`, `C[rows, columns]` contiguous. `A[i, k]` is at `i * aRow + k * aDepth` and `B[k, j]` at
 * `k * bDepth + j * bColumn` (strides in elements), so any transposition is a choice of strides.
 */
export function matrixMultiply(
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  aRow: i32,
  aDepth: i32,
  b: usize,
  bDepth: i32,
  bColumn: i32,
  c: usize,
  accumulate: bool,
  bias: usize,
  isRelu: bool,
  scratch: usize,
): void {
  const depthBlock = min(depth, DEPTH_BLOCK);
  const spill = scratch;
  const packedA = scratch + SPILL_BYTES;
  const packedB = packedA + packedRowsBytes(min(rows, ROW_BLOCK), depthBlock);
  for (let column = 0; column < columns; column += COLUMN_BLOCK) {
    const blockColumns = min(COLUMN_BLOCK, columns - column);
    const blockBias = bias ? bias + ((<usize>column) << 2) : 0;
    // An empty sum still has to write C: one pass with depth 0.
    for (let k = 0; k == 0 || k < depth; k += DEPTH_BLOCK) {
      const blockDepth = min(DEPTH_BLOCK, depth - k);
      const isLast = k + DEPTH_BLOCK >= depth;
      packColumns(
        packedB,
        b + ((<usize>(k * bDepth + column * bColumn)) << 2),
        blockColumns,
        bColumn,
        blockDepth,
        bDepth,
      );
      for (let row = 0; row < rows; row += ROW_BLOCK) {
        const blockRows = min(ROW_BLOCK, rows - row);
        packRows(packedA, a + ((<usize>(row * aRow + k * aDepth)) << 2), blockRows, aRow, blockDepth, aDepth);
        multiplyPacked(
          blockRows,
          blockColumns,
          blockDepth,
          packedA,
          packedB,
          c + ((<usize>row * <usize>columns + <usize>column) << 2),
          columns,
          accumulate || k > 0,
          isLast ? blockBias : 0,
          isLast && isRelu,
          spill,
        );
      }
    }
  }
}
