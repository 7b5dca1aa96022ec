import { expect, test } from 'vitest';
import { createStream } from '../../random/index.ts';
import { orthogonalMatrix } from './orthogonal-matrix.ts';

test.each([
  [1, 1],
  [1, 5],
  [5, 1],
  [40, 40],
  [90, 30],
  [30, 90],
])('%d x %d: the shorter side is orthonormal', (rows, columns) => {
  const matrix = orthogonalMatrix(createStream(2, 'test', 0), rows, columns);
  expect(matrix).toHaveLength(rows * columns);
  const [count, length] = rows >= columns ? [columns, rows] : [rows, columns];
  const at = (vector: number, i: number): number =>
    matrix[rows >= columns ? i * columns + vector : vector * columns + i] ?? Number.NaN;
  let worst = 0;
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      let product = 0;
      for (let i = 0; i < length; i++) product += at(a, i) * at(b, i);
      worst = Math.max(worst, Math.abs(product - (a === b ? 1 : 0)));
    }
  }
  expect(worst).toBeLessThan(1e-12);
});

test('signs are random: no axis is preferred', () => {
  const signs = Array.from({ length: 200 }, (_, step) =>
    Math.sign(orthogonalMatrix(createStream(2, 'test', step), 3, 3)[8] ?? 0),
  );
  const sum = signs.reduce((total, sign) => total + sign, 0);
  // Four standard deviations of 200 coin flips.
  expect(Math.abs(sum)).toBeLessThan(4 * Math.sqrt(200));
});
