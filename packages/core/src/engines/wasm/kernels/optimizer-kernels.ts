import type { TensorInfo } from '@tensorflow/tfjs-core';
import { adadeltaDirectionKernel, type AdadeltaOptions } from '../../../ops/adadelta-direction.ts';
import { adamPassKernel, type AdamPassOptions } from '../../../ops/adam-pass.ts';
import { adamaxDirectionKernel, type AdamaxOptions } from '../../../ops/adamax-direction.ts';
import { weightedSumKernel } from '../../../ops/add-scaled.ts';
import { lionDirectionKernel, type LionOptions } from '../../../ops/lion-direction.ts';
import { momentumStepKernel, type MomentumOptions } from '../../../ops/momentum-step.ts';
import { meanSquareDirectionKernel, type MeanSquareOptions } from '../../../ops/mean-square-direction.ts';
import { sumOfSquaresKernel } from '../../../ops/sum-of-squares.ts';
import { varianceDirectionKernel, type VarianceOptions } from '../../../ops/variance-direction.ts';
import { power } from '../../../portable-math/index.ts';
import { inputNamed, sizeOf, type KernelFamily } from './kernel-input.ts';

/** The element-wise passes of optimizers, each once over memory. */
export const optimizerFamily: KernelFamily = ({ kernels, address, makeOutput }) => {
  /** `count` outputs of one shape and where they are, 0 for those that there are not. */
  const makeOutputs = (like: TensorInfo, count: number) => {
    const outputs = Array.from({ length: count }, () => makeOutput(like.shape));
    const [first = 0, second = 0, third = 0, fourth = 0] = outputs.map(address);
    return { outputs, at: [first, second, third, fourth] as const };
  };
  return {
    [adamPassKernel]({ inputs, attrs }) {
      const { beta1, beta2, meanFactor, gradientFactor, offset, keep } = attrs as unknown as AdamPassOptions;
      const g = inputNamed(inputs, 'gradient');
      const optional = (name: string): number => (inputs[name] === undefined ? 0 : address(inputNamed(inputs, name)));
      const { outputs, at } = makeOutputs(g, inputs['largest'] === undefined ? 3 : 4);
      kernels.adamPass(
        sizeOf(g.shape),
        optional('parameter'),
        keep,
        address(g),
        address(inputNamed(inputs, 'm')),
        address(inputNamed(inputs, 'v')),
        optional('largest'),
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        meanFactor,
        gradientFactor,
        offset,
        ...at,
      );
      return outputs;
    },
    [adamaxDirectionKernel]({ inputs, attrs }) {
      const { beta1, beta2, epsilon, step } = attrs as unknown as AdamaxOptions;
      const g = inputNamed(inputs, 'gradient');
      const [mAt, uAt] = [address(inputNamed(inputs, 'm')), address(inputNamed(inputs, 'u'))];
      const { outputs, at } = makeOutputs(g, 3);
      const factors = [beta1, 1 - beta1, beta2, epsilon, 1 / (1 - power(beta1, step))] as const;
      kernels.adamaxPass(sizeOf(g.shape), address(g), mAt, uAt, ...factors, at[0], at[1], at[2]);
      return outputs;
    },
    [lionDirectionKernel]({ inputs, attrs }) {
      const { beta1, beta2 } = attrs as unknown as LionOptions;
      const [g, m] = [inputNamed(inputs, 'gradient'), inputNamed(inputs, 'm')];
      const { outputs, at } = makeOutputs(g, 2);
      const factors = [beta1, 1 - beta1, beta2, 1 - beta2] as const;
      kernels.lionPass(sizeOf(g.shape), address(g), address(m), ...factors, at[0], at[1]);
      return outputs;
    },
    [meanSquareDirectionKernel]({ inputs, attrs }) {
      const { decay, share, epsilon } = attrs as unknown as MeanSquareOptions;
      const [g, s] = [inputNamed(inputs, 'gradient'), inputNamed(inputs, 'squares')];
      const { outputs, at } = makeOutputs(g, 2);
      kernels.meanSquarePass(sizeOf(g.shape), address(g), address(s), decay, share, epsilon, at[0], at[1]);
      return outputs;
    },
    [varianceDirectionKernel]({ inputs, attrs }) {
      const { rho, epsilon } = attrs as unknown as VarianceOptions;
      const g = inputNamed(inputs, 'gradient');
      const state = [address(inputNamed(inputs, 'mean')), address(inputNamed(inputs, 'variance'))] as const;
      const { outputs, at } = makeOutputs(g, 3);
      kernels.variancePass(sizeOf(g.shape), address(g), ...state, rho, 1 - rho, epsilon, at[0], at[1], at[2]);
      return outputs;
    },
    [adadeltaDirectionKernel]({ inputs, attrs }) {
      const { rho, epsilon } = attrs as unknown as AdadeltaOptions;
      const g = inputNamed(inputs, 'gradient');
      const state = [address(inputNamed(inputs, 'squares')), address(inputNamed(inputs, 'updates'))] as const;
      const { outputs, at } = makeOutputs(g, 3);
      kernels.adadeltaPass(sizeOf(g.shape), address(g), ...state, rho, 1 - rho, epsilon, at[0], at[1], at[2]);
      return outputs;
    },
    [momentumStepKernel]({ inputs, attrs }) {
      const { momentum, gradientFactor, velocityFactor } = attrs as unknown as MomentumOptions;
      const g = inputNamed(inputs, 'gradient');
      const [wAt, vAt] = [address(inputNamed(inputs, 'parameter')), address(inputNamed(inputs, 'velocity'))];
      const { outputs, at } = makeOutputs(g, 2);
      const factors = [momentum, gradientFactor, velocityFactor] as const;
      kernels.momentumPass(sizeOf(g.shape), wAt, address(g), vAt, ...factors, at[0], at[1]);
      return outputs;
    },
    [weightedSumKernel]({ inputs, attrs }) {
      const { a, b } = attrs as unknown as { readonly a: number; readonly b: number };
      const [x, y] = [inputNamed(inputs, 'x'), inputNamed(inputs, 'y')];
      const out = makeOutput(x.shape);
      kernels.weightedSumPass(sizeOf(x.shape), a, address(x), b, address(y), address(out));
      return out;
    },
    [sumOfSquaresKernel]({ inputs }) {
      const sums = Object.keys(inputs).map((name) => {
        const x = inputNamed(inputs, name);
        return kernels.sumOfSquaresPass(sizeOf(x.shape), address(x));
      });
      return makeOutput([], 'float32', Float32Array.of(sums.reduce((a, b) => a + b)));
    },
  };
};
