import { add, div, matMul, sqrt, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { addScaled } from '../../ops/add-scaled.ts';
import { sumOfSquares } from '../../ops/sum-of-squares.ts';
import { weightedSum } from '../../ops/weighted-sum.ts';

const iterations = 5;

/**
 * Coefficients of the quintic polynomial. They quickly bring singular values in 0..1 close to 1, without converging
 * to it.
 */
const [a, b, c] = [3.4445, -4.775, 2.0315];

/**
 * Approximates the nearest matrix with orthonormal rows or columns. For `x = U S V^T` it gives `U S' V^T` with `S'`
 * between about 0.7 and 1.2, by five Newton-Schulz steps `x' = a x + (b A + c A^2) x`, `A = x x^T`, from `x / (|x| +
 * 1e-7)`, in float32. A zero matrix stays zero.
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

/**
 * Takes one step, in a `tidy` of its own: otherwise the intermediate products of all five steps would be alive
 * together.
 */
function advance(x: Tensor, isWide: boolean): Tensor {
  return tidy(() => {
    // Uses the Gram matrix of the shorter side: the polynomial is the same, with less to multiply.
    const gram = isWide ? matMul(x, x, false, true) : matMul(x, x, true, false);
    const polynomial = weightedSum(b, gram, c, matMul(gram, gram));
    return addScaled(isWide ? matMul(polynomial, x) : matMul(x, polynomial), x, a);
  });
}
