import { add, div, matMul, sqrt, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { addScaled } from '../../ops/add-scaled.ts';
import { sumOfSquares } from '../../ops/sum-of-squares.ts';
import { weightedSum } from '../../ops/weighted-sum.ts';

const iterations = 5;

/** Coefficients of the quintic; they bring singular values of 0..1 near 1 fast, without converging to it. */
const [a, b, c] = [3.4445, -4.775, 2.0315];

/**
 * About the nearest matrix with orthonormal rows or columns, for a matrix `x = U S V^T`: `U S' V^T` with `S'` between about
 * 0.7 and 1.2. Five Newton-Schulz steps `x' = a x + (b A + c A^2) x`, `A = x x^T`, from `x / (|x| + 1e-7)`, in float32; a zero matrix
 * stays zero.
 *
 * Source: Jordan (2024), Muon: an optimizer for hidden layers in neural networks, kellerjordan.github.io/posts/muon
 */
export function orthogonalize(matrix: Tensor2D): Tensor2D {
  return tidy(() => {
    const [rows, columns] = matrix.shape;
    let x: Tensor = div(matrix, add(sqrt(sumOfSquares(matrix)), 1e-7));
    for (let i = 0; i < iterations; i++) {
      const next = advance(x, rows <= columns);
      x.dispose();
      x = next;
    }
    return x as Tensor2D;
  });
}

/** One step; in a `tidy` of its own, because the products of five are five times the memory. */
function advance(x: Tensor, isWide: boolean): Tensor {
  return tidy(() => {
    // The Gram matrix of the shorter side: the same polynomial, with less to multiply.
    const gram = isWide ? matMul(x, x, false, true) : matMul(x, x, true, false);
    const polynomial = weightedSum(b, gram, c, matMul(gram, gram));
    return addScaled(isWide ? matMul(polynomial, x) : matMul(x, polynomial), x, a);
  });
}
