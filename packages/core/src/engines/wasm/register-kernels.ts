import {
  getKernel,
  registerGradient,
  registerKernel,
  unregisterGradient,
  unregisterKernel,
  getGradient,
  type KernelConfig,
  type KernelFunc,
} from '@tensorflow/tfjs-core';
import { kernelGradients } from '../../ops/gradients.ts';
import type { KernelContext } from './kernel-context.ts';
import { activationFamily } from './kernels/activation/activation-kernels.ts';
import { conv2dFamily } from './kernels/convolution/conv2d-kernels.ts';
import { conv2dMaxPoolFamily } from './kernels/convolution/conv2d-max-pool-kernels.ts';
import { denseFamily } from './kernels/matrix/dense-kernels.ts';
import { depthwiseConv2dFamily } from './kernels/convolution/depthwise-conv2d-kernels.ts';
import { dropoutFamily } from './kernels/activation/dropout-kernel.ts';
import { gatherBatchFamily } from './kernels/images/gather-batch-kernel.ts';
import { gatherAugmentedFamily } from './kernels/images/gather-augmented-kernel.ts';
import { identityFamily } from './kernels/identity-kernel.ts';
import { matrixMultiplyFamily } from './kernels/matrix/matrix-multiply-kernels.ts';
import { maxPoolFamily } from './kernels/pooling/max-pool-kernels.ts';
import { normalizeFamily } from './kernels/normalization/normalize-kernels.ts';
import { optimizerFamily } from './kernels/optimizers/optimizer-kernels.ts';
import { plainConv2dFamily } from './kernels/convolution/plain-conv2d-kernels.ts';
import { softmaxFamily } from './kernels/activation/softmax-kernels.ts';

const backendName = 'wasm';

/** Stock kernels that ours replace, looked up before the first replacement because ours may fall back to them. */
const stockKernels = new Map<string, KernelConfig>();

/** Names of our registered kernels. */
const replaced = new Set<string>();

const stockKernel = (kernelName: string): KernelFunc | undefined => stockKernels.get(kernelName)?.kernelFunc;

/**
 * Registers our kernels with the open backend, in place of stock kernels of the same name, and the gradients of our
 * ops.
 */
export function registerKernels(context: KernelContext): void {
  const families = [
    activationFamily,
    conv2dFamily,
    conv2dMaxPoolFamily,
    denseFamily,
    depthwiseConv2dFamily,
    maxPoolFamily,
    normalizeFamily,
    softmaxFamily,
    gatherBatchFamily,
    gatherAugmentedFamily,
    dropoutFamily,
    optimizerFamily,
    identityFamily,
    plainConv2dFamily(stockKernel),
    matrixMultiplyFamily(stockKernel),
  ];
  for (const family of families) {
    for (const { name: kernelName, kernelFunc } of family(context)) {
      const registered = getKernel(kernelName, backendName);
      if (registered !== undefined) {
        if (!replaced.has(kernelName)) stockKernels.set(kernelName, registered);
        unregisterKernel(kernelName, backendName);
      }
      replaced.add(kernelName);
      // A stock kernel binds itself to a new backend in its set-up, which a fallback still needs.
      const setupFunc = stockKernels.get(kernelName)?.setupFunc;
      registerKernel({ kernelName, backendName, kernelFunc, ...(setupFunc && { setupFunc }) });
    }
  }
  for (const gradient of kernelGradients) {
    if (getGradient(gradient.kernelName) !== undefined) unregisterGradient(gradient.kernelName);
    registerGradient(gradient);
  }
}
