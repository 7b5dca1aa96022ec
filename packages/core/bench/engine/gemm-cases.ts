import type { Bar } from '../../src/testing/index.ts';

/** A product `[rows, depth] x [depth, columns]`; either operand may be stored transposed. */
export interface GemmCase {
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Number of products per measurement. */
  readonly repeats: number;
}

/** Time of the stock backend's untransposed product of the same size, divided by ours. */
export const gemmBar: Bar = { atLeast: 1.1 };

/** The hidden layer of the seed CNN at batch 32. */
const dense = { rows: 32, depth: 5408, columns: 128, repeats: 100 };
const plain = { transposeA: false, transposeB: false };

export const gemmCases: Readonly<Record<string, GemmCase>> = {
  'gemm-512': { rows: 512, depth: 512, columns: 512, repeats: 20, ...plain },
  'gemm-nn': { ...dense, ...plain },
  'gemm-tn': { ...dense, transposeA: true, transposeB: false },
  'gemm-nt': { ...dense, transposeA: false, transposeB: true },
  'gemm-tt': { ...dense, transposeA: true, transposeB: true },
};

/** Names a case: `32x5408x128, a transposed`. */
export function describeGemm({ rows, depth, columns, transposeA, transposeB }: GemmCase): string {
  const transposed = [transposeA ? 'a' : '', transposeB ? 'b' : ''].filter((name) => name !== '').join(' and ');
  return `${rows}x${depth}x${columns}${transposed === '' ? '' : `, ${transposed} transposed`}`;
}
