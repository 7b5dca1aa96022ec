import { crossEntropyKernels } from '../../../ops/cross-entropy.ts';
import { logSoftmaxKernels } from '../../../ops/log-softmax.ts';
import { axis, inputNamed, type KernelFamily } from './kernel-input.ts';

/** Log-softmax and cross-entropy of rows with their gradients; exponentials and logarithms are the engine's own. */
export const softmaxFamily: KernelFamily = ({ kernels, address, makeOutput }) => ({
  [logSoftmaxKernels.forward]({ inputs }) {
    const x = inputNamed(inputs, 'x');
    const y = makeOutput(x.shape);
    kernels.logSoftmaxForward(axis(x.shape, 0), axis(x.shape, 1), address(x), address(y));
    return y;
  },
  [logSoftmaxKernels.gradient]({ inputs }) {
    const [dy, y] = [inputNamed(inputs, 'dy'), inputNamed(inputs, 'y')];
    const dx = makeOutput(y.shape);
    kernels.logSoftmaxGradient(axis(y.shape, 0), axis(y.shape, 1), address(dy), address(y), address(dx));
    return dx;
  },
  [crossEntropyKernels.forward]({ inputs }) {
    const [logits, targets] = [inputNamed(inputs, 'logits'), inputNamed(inputs, 'targets')];
    const [rows, columns] = [axis(logits.shape, 0), axis(logits.shape, 1)];
    const losses = makeOutput([rows]);
    kernels.crossEntropyForward(rows, columns, address(logits), address(targets), address(losses));
    return losses;
  },
  [crossEntropyKernels.gradient]({ inputs }) {
    const [dy, logits, targets] = [
      inputNamed(inputs, 'dy'),
      inputNamed(inputs, 'logits'),
      inputNamed(inputs, 'targets'),
    ];
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
  },
});
