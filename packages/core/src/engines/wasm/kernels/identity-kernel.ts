import { Identity } from '@tensorflow/tfjs-core';
import type { KernelFamily } from './wasm-kernel.ts';

/** Copies of tensors share their values; the stock kernel duplicates them at every clone, also of what gradients save. */
export const identityFamily: KernelFamily = ({ share }) => [
  {
    name: Identity,
    kernelFunc({ inputs: { x } }) {
      if (x === undefined) throw new Error("the kernel's input x is missing");
      return share(x);
    },
  },
];
