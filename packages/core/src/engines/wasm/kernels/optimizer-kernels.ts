import { adamDirectionKernel, type AdamOptions } from '../../../ops/adam-direction.ts';
import { weightedSumKernel } from '../../../ops/add-scaled.ts';
import { rmspropDirectionKernel, type RmspropOptions } from '../../../ops/rmsprop-direction.ts';
import { sumOfSquaresKernel } from '../../../ops/sum-of-squares.ts';
import { inputNamed, sizeOf, type KernelFamily } from './kernel-input.ts';

/** The element-wise passes of optimizers, each once over memory. */
export const optimizerFamily: KernelFamily = ({ kernels, address, makeOutput }) => ({
  [adamDirectionKernel]({ inputs, attrs }) {
    const { beta1, beta2, epsilon, step } = attrs as unknown as AdamOptions;
    const [g, m, v] = [inputNamed(inputs, 'gradient'), inputNamed(inputs, 'm'), inputNamed(inputs, 'v')];
    const outputs = [makeOutput(g.shape), makeOutput(g.shape), makeOutput(g.shape)] as const;
    const [direction, nextM, nextV] = outputs;
    kernels.adamPass(
      sizeOf(g.shape),
      address(g),
      address(m),
      address(v),
      beta1,
      1 - beta1,
      beta2,
      1 - beta2,
      1 - beta1 ** step,
      1 - beta2 ** step,
      epsilon,
      1,
      address(direction),
      address(nextM),
      address(nextV),
    );
    return [...outputs];
  },
  [rmspropDirectionKernel]({ inputs, attrs }) {
    const { rho, epsilon } = attrs as unknown as RmspropOptions;
    const [g, s] = [inputNamed(inputs, 'gradient'), inputNamed(inputs, 'meanSquare')];
    const [direction, next] = [makeOutput(g.shape), makeOutput(g.shape)];
    const count = sizeOf(g.shape);
    kernels.rmspropPass(count, address(g), address(s), rho, 1 - rho, epsilon, address(direction), address(next));
    return [direction, next];
  },
  [weightedSumKernel]({ inputs, attrs }) {
    const { a, b } = attrs as unknown as { readonly a: number; readonly b: number };
    const [x, y] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'y')];
    const out = makeOutput(x.shape);
    kernels.weightedSumPass(sizeOf(x.shape), a, address(x), b, address(y), address(out));
    return out;
  },
  [sumOfSquaresKernel]({ inputs }) {
    const x = inputNamed(inputs, 'x');
    const sum = kernels.sumOfSquaresPass(sizeOf(x.shape), address(x));
    return makeOutput([], 'float32', Float32Array.of(sum));
  },
});
