import { Activation, RELU, LEAKY_RELU, ELU, GELU, SILU, TANH, SIGMOID, SOFTPLUS } from './activation';
import { loadLanes, storeLanes } from '../math/lanes';

// Forward: `y = f(x)`. Gradient: `dx = dy f'(x)`, where `from` is `y` for elu, tanh and sigmoid, whose slope is cheaper
// to compute from it, and `x` for the others. Each activation has a function of its own with a loop over four vectors
// per iteration: a single function with all loops is half as fast, and so is one vector per iteration.

export function reluForward(count: i32, x: usize, y: usize): void {
  ActivationPass.forward(RELU, count, x, y);
}

export function reluGradient(count: i32, dy: usize, from: usize, dx: usize): void {
  ActivationPass.gradient(RELU, count, dy, from, dx);
}

export function leakyReluForward(count: i32, x: usize, y: usize): void {
  ActivationPass.forward(LEAKY_RELU, count, x, y);
}

export function leakyReluGradient(count: i32, dy: usize, from: usize, dx: usize): void {
  ActivationPass.gradient(LEAKY_RELU, count, dy, from, dx);
}

export function eluForward(count: i32, x: usize, y: usize): void {
  ActivationPass.forward(ELU, count, x, y);
}

export function eluGradient(count: i32, dy: usize, from: usize, dx: usize): void {
  ActivationPass.gradient(ELU, count, dy, from, dx);
}

export function geluForward(count: i32, x: usize, y: usize): void {
  ActivationPass.forward(GELU, count, x, y);
}

export function geluGradient(count: i32, dy: usize, from: usize, dx: usize): void {
  ActivationPass.gradient(GELU, count, dy, from, dx);
}

export function siluForward(count: i32, x: usize, y: usize): void {
  ActivationPass.forward(SILU, count, x, y);
}

export function siluGradient(count: i32, dy: usize, from: usize, dx: usize): void {
  ActivationPass.gradient(SILU, count, dy, from, dx);
}

export function tanhForward(count: i32, x: usize, y: usize): void {
  ActivationPass.forward(TANH, count, x, y);
}

export function tanhGradient(count: i32, dy: usize, from: usize, dx: usize): void {
  ActivationPass.gradient(TANH, count, dy, from, dx);
}

export function sigmoidForward(count: i32, x: usize, y: usize): void {
  ActivationPass.forward(SIGMOID, count, x, y);
}

export function sigmoidGradient(count: i32, dy: usize, from: usize, dx: usize): void {
  ActivationPass.gradient(SIGMOID, count, dy, from, dx);
}

export function softplusForward(count: i32, x: usize, y: usize): void {
  ActivationPass.forward(SOFTPLUS, count, x, y);
}

export function softplusGradient(count: i32, dy: usize, from: usize, dx: usize): void {
  ActivationPass.gradient(SOFTPLUS, count, dy, from, dx);
}

class ActivationPass {
  @inline static forward(kind: i32, count: i32, x: usize, y: usize): void {
    let at: usize = 0;
    for (; count >= 16; at += 64, count -= 16) {
      const value0 = Activation.valueOf(kind, v128.load(x + at));
      const value1 = Activation.valueOf(kind, v128.load(x + at, 16));
      const value2 = Activation.valueOf(kind, v128.load(x + at, 32));
      const value3 = Activation.valueOf(kind, v128.load(x + at, 48));
      v128.store(y + at, value0);
      v128.store(y + at, value1, 16);
      v128.store(y + at, value2, 32);
      v128.store(y + at, value3, 48);
    }
    for (; count > 0; at += 16, count -= 4) {
      storeLanes(y + at, Activation.valueOf(kind, loadLanes(x + at, count)), count);
    }
  }

  @inline static gradient(kind: i32, count: i32, dy: usize, from: usize, dx: usize): void {
    let at: usize = 0;
    for (; count >= 16; at += 64, count -= 16) {
      const value0 = Activation.gradientOf(kind, v128.load(dy + at), v128.load(from + at));
      const value1 = Activation.gradientOf(kind, v128.load(dy + at, 16), v128.load(from + at, 16));
      const value2 = Activation.gradientOf(kind, v128.load(dy + at, 32), v128.load(from + at, 32));
      const value3 = Activation.gradientOf(kind, v128.load(dy + at, 48), v128.load(from + at, 48));
      v128.store(dx + at, value0);
      v128.store(dx + at, value1, 16);
      v128.store(dx + at, value2, 32);
      v128.store(dx + at, value3, 48);
    }
    for (; count > 0; at += 16, count -= 4) {
      const value = Activation.gradientOf(kind, loadLanes(dy + at, count), loadLanes(from + at, count));
      storeLanes(dx + at, value, count);
    }
  }
}
