import { Exponential } from '../math/exponential';
import { NormalDistribution } from '../math/normal-distribution';

export const RELU: i32 = 0;
export const LEAKY_RELU: i32 = 1;
export const ELU: i32 = 2;
export const GELU: i32 = 3;
export const SILU: i32 = 4;
export const TANH: i32 = 5;
export const SIGMOID: i32 = 6;
export const SOFTPLUS: i32 = 7;

/** Works on four values at once. Inlined with a constant kind, so that each loop contains only its own operations. */
class Activation {
  /** `f(x)`. */
  @inline static valueOf(kind: i32, x: v128): v128 {
    const zero = f32x4.splat(0);
    if (kind == RELU) return f32x4.max(x, zero);
    if (kind == LEAKY_RELU) return Activation.leak(x, x);
    if (kind == ELU) return v128.bitselect(x, Exponential.minusOne(x), f32x4.gt(x, zero));
    if (kind == GELU) return f32x4.mul(x, NormalDistribution.share(x, NormalDistribution.bell(x)));
    if (kind == SILU) return f32x4.mul(x, Activation.sigmoid(x));
    if (kind == TANH) return Activation.tanh(x);
    if (kind == SIGMOID) return Activation.sigmoid(x);
    return Activation.softplus(x);
  }

  /** `dy f'(x)`; `from` is `y` for elu, tanh and sigmoid, otherwise `x`. */
  @inline static gradientOf(kind: i32, dy: v128, from: v128): v128 {
    const zero = f32x4.splat(0);
    const one = f32x4.splat(1);
    if (kind == RELU) return v128.and(dy, f32x4.gt(from, zero));
    if (kind == LEAKY_RELU) return Activation.leak(dy, from);
    if (kind == ELU) return v128.bitselect(dy, f32x4.mul(dy, f32x4.add(from, one)), f32x4.gt(from, zero));
    if (kind == GELU) return f32x4.mul(dy, Activation.geluSlope(from));
    if (kind == SILU) return f32x4.mul(dy, Activation.siluSlope(from));
    if (kind == TANH) return f32x4.mul(dy, f32x4.sub(one, f32x4.mul(from, from)));
    if (kind == SIGMOID) return f32x4.mul(dy, f32x4.mul(from, f32x4.sub(one, from)));
    return f32x4.mul(dy, Activation.sigmoid(from));
  }

  @inline static leak(value: v128, x: v128): v128 {
    return v128.bitselect(value, f32x4.mul(value, f32x4.splat(0.01)), f32x4.gt(x, f32x4.splat(0)));
  }

  /** `1 / (1 + e^-x)`, relative error below 3e-7 where `x > -87`. */
  @inline static sigmoid(x: v128): v128 {
    const one = f32x4.splat(1);
    const decay = Exponential.of(f32x4.neg(f32x4.abs(x)));
    const numerator = v128.bitselect(one, decay, f32x4.ge(x, f32x4.splat(0)));
    return f32x4.div(numerator, f32x4.add(one, decay));
  }

  /** With `s = sigmoid(x)`: `s (1 + x (1 - s))`, where `1 - s` is that of `-x`: nothing cancels. */
  @inline static siluSlope(x: v128): v128 {
    const one = f32x4.splat(1);
    const decay = Exponential.of(f32x4.neg(f32x4.abs(x)));
    const larger = f32x4.div(one, f32x4.add(one, decay));
    const smaller = f32x4.mul(decay, larger);
    const isRight = f32x4.ge(x, f32x4.splat(0));
    const rest = v128.bitselect(smaller, larger, isRight);
    return f32x4.mul(v128.bitselect(larger, smaller, isRight), f32x4.add(one, f32x4.mul(x, rest)));
  }

  /** With the normal distribution's density `p`: `P(X <= x) + x p(x)`. */
  @inline static geluSlope(x: v128): v128 {
    const bell = NormalDistribution.bell(x);
    const rise = f32x4.mul(f32x4.mul(x, bell), f32x4.splat(0.3989422804));
    return f32x4.add(NormalDistribution.share(x, bell), rise);
  }

  /** `-u / (2 + u)` of `|x|`, with `u = e^(-2 |x|) - 1`; relative error below 3e-7. */
  @inline static tanh(x: v128): v128 {
    const u = Exponential.minusOne(f32x4.mul(f32x4.abs(x), f32x4.splat(-2)));
    const size = f32x4.div(f32x4.abs(u), f32x4.add(f32x4.splat(2), u));
    return v128.bitselect(x, size, i32x4.splat(0x80000000));
  }

  /** `max(x, 0) + ln(1 + t)`, `t = e^-|x|`, by `ln(1 + t) = 2 atanh(t / (2 + t))`; relative error below 3e-7 where `x > -87`. */
  @inline static softplus(x: v128): v128 {
    const t = Exponential.of(f32x4.neg(f32x4.abs(x)));
    const s = f32x4.div(t, f32x4.add(t, f32x4.splat(2)));
    const q = f32x4.mul(s, s);
    let p = f32x4.splat(0.14012233);
    p = f32x4.add(f32x4.mul(p, q), f32x4.splat(0.1399957));
    p = f32x4.add(f32x4.mul(p, q), f32x4.splat(0.20010849));
    p = f32x4.add(f32x4.mul(p, q), f32x4.splat(0.33333207));
    const half = f32x4.add(s, f32x4.mul(s, f32x4.mul(p, q)));
    return f32x4.add(f32x4.max(x, f32x4.splat(0)), f32x4.add(half, half));
  }
}

export { Activation };
