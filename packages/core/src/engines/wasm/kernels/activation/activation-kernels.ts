import { activateKernels, type ActivationName } from '../../../../ops/activate.ts';
import type { KernelModule } from '../../kernel-module.generated.ts';
import { wasmKernel, sizeOf, type KernelFamily } from '../wasm-kernel.ts';

interface Passes {
  readonly forward: KernelModule['reluForward'];
  readonly gradient: KernelModule['reluGradient'];
  /** The value that the slope is computed from. */
  readonly from: 'x' | 'y';
}

function passesOf(kernels: KernelModule): Readonly<Record<ActivationName, Passes>> {
  return {
    relu: { forward: kernels.reluForward, gradient: kernels.reluGradient, from: 'x' },
    'leaky-relu': { forward: kernels.leakyReluForward, gradient: kernels.leakyReluGradient, from: 'x' },
    elu: { forward: kernels.eluForward, gradient: kernels.eluGradient, from: 'y' },
    gelu: { forward: kernels.geluForward, gradient: kernels.geluGradient, from: 'x' },
    silu: { forward: kernels.siluForward, gradient: kernels.siluGradient, from: 'x' },
    tanh: { forward: kernels.tanhForward, gradient: kernels.tanhGradient, from: 'y' },
    sigmoid: { forward: kernels.sigmoidForward, gradient: kernels.sigmoidGradient, from: 'y' },
    softplus: { forward: kernels.softplusForward, gradient: kernels.softplusGradient, from: 'x' },
  };
}

/** Activations and their gradients in one pass over memory each; exponentials are the engine's own. */
export const activationFamily: KernelFamily = ({ kernels, address, makeOutput }) => {
  const passes = passesOf(kernels);
  return [
    wasmKernel(activateKernels.forward, ({ x }, { name }) => {
      const y = makeOutput(x.shape);
      passes[name].forward(sizeOf(x.shape), address(x), address(y));
      return y;
    }),
    wasmKernel(activateKernels.gradient, ({ dy, ...saved }, { name }) => {
      const { gradient, from } = passes[name];
      const dx = makeOutput(dy.shape);
      gradient(sizeOf(dy.shape), address(dy), address(saved[from]), address(dx));
      return dx;
    }),
  ];
};
