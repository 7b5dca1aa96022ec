import { Exponential } from './exponential';

class NormalDistribution {
  /** `e^(-x^2 / 2)`, of which the density is a multiple. */
  @inline static bell(x: v128): v128 {
    return Exponential.of(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)));
  }

  /**
   * `P(X <= x) = (1 + erf(x / sqrt(2))) / 2`, absolute error below 1e-7: the tail beyond `|x|` is `bell(x)` times a polynomial
   * of `t = 1 / (1 + 0.3 |x|)`, fitted so that `x` times the share has the least error.
   * Form: Abramowitz and Stegun (1964), Handbook of mathematical functions, 26.2.17
   */
  @inline static share(x: v128, bell: v128): v128 {
    const one = f32x4.splat(1);
    const t = f32x4.div(one, f32x4.add(one, f32x4.mul(f32x4.abs(x), f32x4.splat(0.3))));
    let p = f32x4.splat(0.037011444);
    p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-0.24289857));
    p = f32x4.add(f32x4.mul(p, t), f32x4.splat(0.51869129));
    p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-0.30523817));
    p = f32x4.add(f32x4.mul(p, t), f32x4.splat(0.29550458));
    p = f32x4.add(f32x4.mul(p, t), f32x4.splat(0.07217093));
    p = f32x4.add(f32x4.mul(p, t), f32x4.splat(0.12475849));
    const tail = f32x4.mul(f32x4.mul(p, t), bell);
    return v128.bitselect(f32x4.sub(one, tail), tail, f32x4.gt(x, f32x4.splat(0)));
  }
}

export { NormalDistribution };
