import type { RandomStream } from '../../random/index.ts';

/** If less than this share of a vector's length remains, rounding has spoiled its direction. */
const wellLeft = 0.1;

/**
 * Draws a random matrix, row major, with orthonormal columns, or orthonormal rows if it has fewer rows than columns.
 * Orthogonalizes normal vectors one after the other (modified Gram-Schmidt in float64), which is uniform over such
 * matrices. Takes `rows columns min(rows, columns)` multiplications: one to two seconds for 1024 x 1024.
 */
export function orthogonalMatrix(stream: RandomStream, rows: number, columns: number): Float64Array {
  const isTall = rows >= columns;
  const [count, length] = isTall ? [columns, rows] : [rows, columns];
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => stream.nextNormal());
    const drawn = norm(vector);
    let left = makeOrthogonal(vector, vectors);
    // Rounding errors along the earlier vectors matter when little remains; a second pass removes them.
    if (left < wellLeft * drawn) left = makeOrthogonal(vector, vectors);
    // A draw within the span of the earlier vectors has no direction left; draw another one.
    if (left > 1e-6 * drawn) vectors.push(vector.map((value) => value / left));
  }
  const matrix = new Float64Array(rows * columns);
  vectors.forEach((vector, v) => {
    for (let i = 0; i < length; i++) matrix[isTall ? i * columns + v : v * columns + i] = vector[i] ?? 0;
  });
  return matrix;
}

/**
 * Removes the components along unit vectors from a vector, in place.
 * @returns the remaining length
 */
function makeOrthogonal(vector: Float64Array, units: readonly Float64Array[]): number {
  for (const unit of units) {
    const along = dot(vector, unit);
    for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) - along * (unit[i] ?? 0);
  }
  return norm(vector);
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}

/** Four sums, so that an addition need not wait for the previous one. */
function dot(a: Float64Array, b: Float64Array): number {
  const whole = a.length - (a.length % 4);
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  for (let i = 0; i < whole; i += 4) {
    sum0 += (a[i] ?? 0) * (b[i] ?? 0);
    sum1 += (a[i + 1] ?? 0) * (b[i + 1] ?? 0);
    sum2 += (a[i + 2] ?? 0) * (b[i + 2] ?? 0);
    sum3 += (a[i + 3] ?? 0) * (b[i + 3] ?? 0);
  }
  for (let i = whole; i < a.length; i++) sum0 += (a[i] ?? 0) * (b[i] ?? 0);
  return sum0 + sum1 + sum2 + sum3;
}
