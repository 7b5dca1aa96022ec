import { dropoutKernel } from '../../../../ops/dropout.ts';
import { streamKey } from '../../../../random/index.ts';
import { wasmKernel, sizeOf, type KernelFamily } from '../wasm-kernel.ts';

/** Dropout that draws its mask where it is applied. */
export const dropoutFamily: KernelFamily = ({ kernels, address, makeOutput }) => [
  wasmKernel(dropoutKernel, ({ x }, { rate, seed, name, step }) => {
    const y = makeOutput(x.shape);
    // Uniform numbers are whole multiples of 2^-24.
    const threshold = Math.ceil(rate * 2 ** 24);
    const kept = 1 / (1 - rate);
    kernels.dropoutPass(sizeOf(x.shape), address(x), ...streamKey(seed, name), step, threshold, kept, address(y));
    return y;
  }),
];
