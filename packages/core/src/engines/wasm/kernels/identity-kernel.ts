import { Identity } from '@tensorflow/tfjs-core';
import type { KernelFamily } from './wasm-kernel.ts';

/**
 * Copies of a tensor share its values; the stock kernel duplicates them at every clone, including those that
 * gradients save.
 */
export const identityFamily: KernelFamily = ({ share }) => [
  {
    name: Identity,
    kernelFunc({ inputs: { x } }) {
      if (x === undefined) throw new Error("the kernel's input x is missing");
      return share(x);
    },
  },
];
