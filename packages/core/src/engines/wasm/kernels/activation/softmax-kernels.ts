import { crossEntropyKernels } from '../../../../ops/cross-entropy.ts';
import { logSoftmaxKernels } from '../../../../ops/log-softmax.ts';
import { axis, wasmKernel, type KernelFamily } from '../wasm-kernel.ts';

/** Log-softmax and cross-entropy of rows with their gradients; exponentials and logarithms are the engine's own. */
export const softmaxFamily: KernelFamily = ({ kernels, address, makeOutput }) => [
  wasmKernel(logSoftmaxKernels.forward, ({ x }) => {
    const y = makeOutput(x.shape);
    kernels.logSoftmaxForward(axis(x.shape, 0), axis(x.shape, 1), address(x), address(y));
    return y;
  }),
  wasmKernel(logSoftmaxKernels.gradient, ({ dy, y }) => {
    const dx = makeOutput(y.shape);
    kernels.logSoftmaxGradient(axis(y.shape, 0), axis(y.shape, 1), address(dy), address(y), address(dx));
    return dx;
  }),
  wasmKernel(crossEntropyKernels.forward, ({ logits, targets }) => {
    const [rows, columns] = [axis(logits.shape, 0), axis(logits.shape, 1)];
    const losses = makeOutput([rows]);
    kernels.crossEntropyForward(rows, columns, address(logits), address(targets), address(losses));
    return losses;
  }),
  wasmKernel(crossEntropyKernels.gradient, ({ dy, logits, targets }) => {
    const dLogits = makeOutput(logits.shape);
    kernels.crossEntropyGradient(
      axis(logits.shape, 0),
      axis(logits.shape, 1),
      address(dy),
      address(logits),
      address(targets),
      address(dLogits),
    );
    return dLogits;
  }),
];
