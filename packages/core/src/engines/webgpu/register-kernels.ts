import {
  _FusedMatMul,
  BatchMatMul,
  Conv2D,
  FusedConv2D,
  getKernel,
  registerKernel,
  unregisterKernel,
  type KernelConfig,
} from '@tensorflow/tfjs-core';
import { conv2dFilterGradient } from './kernels/conv2d-filter-gradient.ts';
import { depthwiseFilterGradient } from './kernels/depthwise-filter-gradient.ts';
import { reproducible, reproducibleConvolution } from './kernels/matrix-multiply.ts';
import { adamPass, weightedSum } from './kernels/optimizer-kernels.ts';

const backendName = 'webgpu';
const wrappers = {
  [BatchMatMul]: reproducible,
  [_FusedMatMul]: reproducible,
  [Conv2D]: reproducibleConvolution,
  [FusedConv2D]: reproducibleConvolution,
} as const;

/** The stock kernels that ours call, looked up before the first replacement. */
const stock = new Map<string, KernelConfig>();

/** Registers our kernels with the backend, in place of stock kernels of the same name. */
export function registerKernels(): void {
  const kernels = [conv2dFilterGradient, depthwiseFilterGradient, weightedSum, adamPass];
  for (const { name, kernelFunc } of kernels) replace({ kernelName: name, backendName, kernelFunc });
  for (const [kernelName, wrap] of Object.entries(wrappers)) {
    const config = stock.get(kernelName) ?? getKernel(kernelName, backendName);
    stock.set(kernelName, config);
    replace({ ...config, kernelFunc: wrap(config.kernelFunc) });
  }
}

function replace(config: KernelConfig): void {
  if (getKernel(config.kernelName, backendName) !== undefined) unregisterKernel(config.kernelName, backendName);
  registerKernel(config);
}
