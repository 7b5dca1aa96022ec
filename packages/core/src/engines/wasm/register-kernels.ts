import {
  _FusedMatMul,
  getKernel,
  registerGradient,
  registerKernel,
  unregisterGradient,
  unregisterKernel,
  getGradient,
  type KernelConfig,
} from '@tensorflow/tfjs-core';
import { kernelGradients } from '../../ops/gradients.ts';
import type { KernelContext } from './kernel-context.ts';
import { conv2dFamily } from './kernels/conv2d-kernels.ts';
import { denseFamily } from './kernels/dense-kernels.ts';
import { depthwiseConv2dFamily } from './kernels/depthwise-conv2d-kernels.ts';
import { identityFamily } from './kernels/identity-kernel.ts';
import { matrixMultiplyFamily } from './kernels/matrix-multiply-kernels.ts';
import { maxPoolFamily } from './kernels/max-pool-kernels.ts';
import { normalizeFamily } from './kernels/normalize-kernels.ts';
import { optimizerFamily } from './kernels/optimizer-kernels.ts';

const backendName = 'wasm';

/** The stock kernel that ours falls back to; found before the first replacement. */
let stockFused: KernelConfig | undefined;

/** Registers our kernels with the open backend, in place of stock ones of the same name, and the gradients of our ops. */
export function registerKernels(context: KernelContext): void {
  stockFused ??= getKernel(_FusedMatMul, backendName);
  const families = [
    conv2dFamily,
    denseFamily,
    depthwiseConv2dFamily,
    maxPoolFamily,
    normalizeFamily,
    optimizerFamily,
    identityFamily,
    matrixMultiplyFamily(stockFused?.kernelFunc),
  ];
  for (const family of families) {
    for (const [kernelName, kernelFunc] of Object.entries(family(context))) {
      if (getKernel(kernelName, backendName) !== undefined) unregisterKernel(kernelName, backendName);
      // A stock kernel binds itself to a fresh backend in its set-up; ours still needs that of the one it falls back to.
      const setup = kernelName === _FusedMatMul ? stockFused?.setupFunc : undefined;
      registerKernel({ kernelName, backendName, kernelFunc, ...(setup && { setupFunc: setup }) });
    }
  }
  for (const gradient of kernelGradients) {
    if (getGradient(gradient.kernelName) !== undefined) unregisterGradient(gradient.kernelName);
    registerGradient(gradient);
  }
}
