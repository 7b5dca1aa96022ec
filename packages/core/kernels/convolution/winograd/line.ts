// The linear maps of Winograd's F(4x4, 3x3):
//   y = A^T [(G g G^T) * (B^T d B)] A, summed over the channels between the brackets, for each 4x4 tile y and its 6x6 patch d.
// The points of the interpolation are 0, a, -a, b, -b and infinity with a = sqrt(1/2), b = sqrt(2). As a b = 1 the factors stay
// near 1 and so does what is lost to rounding: about twice that of a direct sum, where the usual points 1 and 2 lose ten times it.
//   B^T = [1 0 -5/2 0 1 0; 0 -b -2 a 1 0; 0 b -2 -a 1 0; 0 -a -1/2 b 1 0; 0 a -1/2 -b 1 0; 0 1 0 -5/2 0 1]
//   G   = [1 0 0; -2/3 -2a/3 -1/3; -2/3 2a/3 -1/3; 1/6 b/6 1/3; 1/6 -b/6 1/3; 0 0 1]
//   A^T = [1 1 1 1 1 0; 0 a -a b -b 0; 0 1/2 1/2 2 2 0; 0 a/2 -a/2 2b -2b 1]
// Source: Lavin and Gray (2016), Fast algorithms for convolutional neural networks, arXiv:1509.09308; the points were chosen by
// measuring (docs/decisions/0013).

const A: f32 = 0.70710678118654752;
const B: f32 = 1.4142135623730951;
const THIRD: f32 = 1.0 / 3.0;
const SIXTH: f32 = 1.0 / 6.0;

/** The maps of one line of vectors, `step` bytes apart, to another. */
@unmanaged
export class Line {
  /** `B^T d` of one line of six. */
  @inline static patch(target: usize, targetStep: usize, source: usize, step: usize): void {
    const d0 = v128.load(source);
    source += step;
    const d1 = v128.load(source);
    source += step;
    const d2 = v128.load(source);
    source += step;
    const d3 = v128.load(source);
    source += step;
    const d4 = v128.load(source);
    source += step;
    const d5 = v128.load(source);
    const two = f32x4.splat(2);
    const half = f32x4.splat(0.5);
    const ends = f32x4.splat(2.5);
    v128.store(target, f32x4.add(f32x4.sub(d0, f32x4.mul(ends, d2)), d4));
    target += targetStep;
    let even = f32x4.sub(d4, f32x4.mul(two, d2));
    let odd = f32x4.mul(f32x4.splat(A), f32x4.sub(d3, f32x4.mul(two, d1)));
    v128.store(target, f32x4.add(even, odd));
    target += targetStep;
    v128.store(target, f32x4.sub(even, odd));
    target += targetStep;
    even = f32x4.sub(d4, f32x4.mul(half, d2));
    odd = f32x4.mul(f32x4.splat(B), f32x4.sub(d3, f32x4.mul(half, d1)));
    v128.store(target, f32x4.add(even, odd));
    target += targetStep;
    v128.store(target, f32x4.sub(even, odd));
    target += targetStep;
    v128.store(target, f32x4.add(f32x4.sub(d1, f32x4.mul(ends, d3)), d5));
  }

  /** `A t` of one line of four. */
  @inline static gradient(target: usize, targetStep: usize, source: usize, step: usize): void {
    const t0 = v128.load(source);
    source += step;
    const t1 = v128.load(source);
    source += step;
    const t2 = v128.load(source);
    source += step;
    const t3 = v128.load(source);
    const two = f32x4.splat(2);
    const half = f32x4.splat(0.5);
    v128.store(target, t0);
    target += targetStep;
    let even = f32x4.add(t0, f32x4.mul(half, t2));
    let odd = f32x4.mul(f32x4.splat(A), f32x4.add(t1, f32x4.mul(half, t3)));
    v128.store(target, f32x4.add(even, odd));
    target += targetStep;
    v128.store(target, f32x4.sub(even, odd));
    target += targetStep;
    even = f32x4.add(t0, f32x4.mul(two, t2));
    odd = f32x4.mul(f32x4.splat(B), f32x4.add(t1, f32x4.mul(two, t3)));
    v128.store(target, f32x4.add(even, odd));
    target += targetStep;
    v128.store(target, f32x4.sub(even, odd));
    target += targetStep;
    v128.store(target, t3);
  }

  /** `A^T m + shift`. All is read before anything is stored. */
  @inline static output(target: usize, targetStep: usize, source: usize, step: usize, shift: v128): void {
    const m0 = v128.load(source);
    source += step;
    const m1 = v128.load(source);
    source += step;
    const m2 = v128.load(source);
    source += step;
    const m3 = v128.load(source);
    source += step;
    const m4 = v128.load(source);
    source += step;
    const m5 = v128.load(source);
    const half = f32x4.splat(0.5);
    const two = f32x4.splat(2);
    const sumA = f32x4.add(m1, m2);
    const sumB = f32x4.add(m3, m4);
    const differenceA = f32x4.mul(f32x4.splat(A), f32x4.sub(m1, m2));
    const differenceB = f32x4.mul(f32x4.splat(B), f32x4.sub(m3, m4));
    v128.store(target, f32x4.add(f32x4.add(f32x4.add(m0, sumA), sumB), shift));
    target += targetStep;
    v128.store(target, f32x4.add(f32x4.add(differenceA, differenceB), shift));
    target += targetStep;
    v128.store(target, f32x4.add(f32x4.add(f32x4.mul(half, sumA), f32x4.mul(two, sumB)), shift));
    target += targetStep;
    const fourth = f32x4.add(f32x4.mul(half, differenceA), f32x4.mul(two, differenceB));
    v128.store(target, f32x4.add(f32x4.add(fourth, m5), shift));
  }

  /** `G g` of one line of three. */
  @inline static kernel(target: usize, targetStep: usize, source: usize, step: usize): void {
    const g0 = v128.load(source);
    const g1 = v128.load(source + step);
    const g2 = v128.load(source + 2 * step);
    const third = f32x4.splat(THIRD);
    const sixth = f32x4.splat(SIXTH);
    v128.store(target, g0);
    target += targetStep;
    // -(2 g0 + g2) / 3 and -2 a g1 / 3
    let even = f32x4.neg(f32x4.mul(third, f32x4.add(f32x4.add(g0, g0), g2)));
    let odd = f32x4.mul(f32x4.splat(-2 * A * THIRD), g1);
    v128.store(target, f32x4.add(even, odd));
    target += targetStep;
    v128.store(target, f32x4.sub(even, odd));
    target += targetStep;
    // (g0 + 2 g2) / 6 and b g1 / 6
    even = f32x4.mul(sixth, f32x4.add(g0, f32x4.add(g2, g2)));
    odd = f32x4.mul(f32x4.splat(B * SIXTH), g1);
    v128.store(target, f32x4.add(even, odd));
    target += targetStep;
    v128.store(target, f32x4.sub(even, odd));
    target += targetStep;
    v128.store(target, g2);
  }

  /** `G^T u` of one line of six. */
  @inline static kernelGradient(target: usize, targetStep: usize, source: usize, step: usize): void {
    const u0 = v128.load(source);
    source += step;
    const u1 = v128.load(source);
    source += step;
    const u2 = v128.load(source);
    source += step;
    const u3 = v128.load(source);
    source += step;
    const u4 = v128.load(source);
    source += step;
    const u5 = v128.load(source);
    // (u1 + u2) / 3 and (u3 + u4) / 6
    const sumA = f32x4.mul(f32x4.splat(THIRD), f32x4.add(u1, u2));
    const sumB = f32x4.mul(f32x4.splat(SIXTH), f32x4.add(u3, u4));
    const differenceA = f32x4.mul(f32x4.splat(-2 * A * THIRD), f32x4.sub(u1, u2));
    const differenceB = f32x4.mul(f32x4.splat(B * SIXTH), f32x4.sub(u3, u4));
    v128.store(target, f32x4.add(f32x4.sub(u0, f32x4.add(sumA, sumA)), sumB));
    v128.store(target + targetStep, f32x4.add(differenceA, differenceB));
    v128.store(target + 2 * targetStep, f32x4.add(f32x4.sub(f32x4.add(sumB, sumB), sumA), u5));
  }
}
