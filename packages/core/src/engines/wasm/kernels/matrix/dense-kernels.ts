import { denseKernels } from '../../../../ops/dense.ts';
import { axis, wasmKernel, type KernelFamily } from '../wasm-kernel.ts';

/** Fused `activation(x kernel + bias)` and its gradients. */
export const denseFamily: KernelFamily = ({ kernels, address, makeOutput, scratch }) => [
  wasmKernel(denseKernels.forward, ({ x, kernel, bias }, { activation }) => {
    const [batch, length, units] = [axis(x.shape, 0), axis(kernel.shape, 0), axis(kernel.shape, 1)];
    const y = makeOutput([batch, units]);
    const scratchAt = scratch(kernels.matrixMultiplyScratchBytes(batch, units, length));
    const isRelu = activation === 'relu' ? 1 : 0;
    const [xAt, kernelAt, yAt] = [address(x), address(kernel), address(y)];
    const operands = [xAt, length, 1, kernelAt, units, 1] as const;
    kernels.matrixMultiply(batch, units, length, ...operands, yAt, 0, address(bias), isRelu, scratchAt);
    return y;
  }),
  wasmKernel(denseKernels.parameterGradient, ({ x, dy, y }, { activation }) => {
    const [batch, length, units] = [axis(x.shape, 0), axis(x.shape, 1), axis(dy.shape, 1)];
    const dKernel = makeOutput([length, units]);
    const dBias = makeOutput([units]);
    const scratchAt = scratch(kernels.denseGradientScratchBytes(batch, length, units));
    const maskAt = activation === 'relu' ? address(y) : 0;
    const outputs = [address(dKernel), address(dBias)] as const;
    kernels.denseParameterGradient(batch, length, units, address(dy), maskAt, address(x), ...outputs, scratchAt);
    return [dKernel, dBias];
  }),
  wasmKernel(denseKernels.inputGradient, ({ kernel, dy, y }, { activation }) => {
    const [batch, length, units] = [axis(dy.shape, 0), axis(kernel.shape, 0), axis(kernel.shape, 1)];
    const dx = makeOutput([batch, length]);
    const scratchAt = scratch(kernels.denseGradientScratchBytes(batch, length, units));
    const maskAt = activation === 'relu' ? address(y) : 0;
    kernels.denseInputGradient(batch, length, units, address(dy), maskAt, address(kernel), address(dx), scratchAt);
    return dx;
  }),
];
