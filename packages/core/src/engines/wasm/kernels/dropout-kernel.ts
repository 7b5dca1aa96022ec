import { dropoutKernel, type DropoutOptions } from '../../../ops/dropout.ts';
import { streamKey } from '../../../random/index.ts';
import { inputNamed, sizeOf, type KernelFamily } from './kernel-input.ts';

/** Draws the mask where it is used. */
export const dropoutFamily: KernelFamily = ({ kernels, address, makeOutput }) => ({
  [dropoutKernel]({ inputs, attrs }) {
    const { rate, seed, name, step } = attrs as unknown as DropoutOptions;
    const x = inputNamed(inputs, 'x');
    const y = makeOutput(x.shape);
    // Uniform numbers are whole multiples of 2^-24.
    const threshold = Math.ceil(rate * 2 ** 24);
    const kept = 1 / (1 - rate);
    kernels.dropoutPass(sizeOf(x.shape), address(x), ...streamKey(seed, name), step, threshold, kept, address(y));
    return y;
  },
});
