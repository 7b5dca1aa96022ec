import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import { adadeltaPassKernel, type AdadeltaOptions } from '../../../ops/adadelta-pass.ts';
import { adamPassKernel, type AdamPassOptions } from '../../../ops/adam-pass.ts';
import { adamaxPassKernel, type AdamaxOptions } from '../../../ops/adamax-pass.ts';
import { weightedSumKernel } from '../../../ops/add-scaled.ts';
import { adanPassKernel, type AdanOptions } from '../../../ops/adan-pass.ts';
import { layerwisePassKernel, type LayerwiseOptions } from '../../../ops/layerwise-pass.ts';
import { lionPassKernel, type LionOptions } from '../../../ops/lion-pass.ts';
import { meanSquarePassKernel, type MeanSquareOptions } from '../../../ops/mean-square-pass.ts';
import { momentumPassKernel, type MomentumOptions } from '../../../ops/momentum-pass.ts';
import { moveTowardsKernel } from '../../../ops/move-towards.ts';
import type { Move } from '../../../ops/moved.ts';
import { scheduleFreePassKernel, type ScheduleFreeOptions } from '../../../ops/schedule-free-pass.ts';
import { sumOfSquaresKernel } from '../../../ops/sum-of-squares.ts';
import { variancePassKernel, type VarianceOptions } from '../../../ops/variance-pass.ts';
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
  const addressesOf = <Name extends string>(inputs: NamedTensorInfoMap, ...names: readonly Name[]) =>
    Object.fromEntries(names.map((name) => [name, address(inputNamed(inputs, name))])) as Readonly<
      Record<Name, number>
    >;
  /** 0 for the parameter where none of it is kept: it is not even read. */
  const keptAt = (inputs: NamedTensorInfoMap, keep: number): number =>
    keep === 0 ? 0 : address(inputNamed(inputs, 'parameter'));
  /** What the passes begin with that make `keep w + factor u`. */
  const moveOf = (inputs: NamedTensorInfoMap, attrs: NamedAttrMap | undefined) => {
    const { keep, factor } = attrs as unknown as Move;
    const g = inputNamed(inputs, 'gradient');
    return { g, move: [sizeOf(g.shape), keptAt(inputs, keep), keep, factor, address(g)] as const };
  };
  return {
    [adamPassKernel]({ inputs, attrs }) {
      const { beta1, beta2, meanFactor, gradientFactor, offset, keep } = attrs as unknown as AdamPassOptions;
      const g = inputNamed(inputs, 'gradient');
      const { m, v } = addressesOf(inputs, 'm', 'v');
      const largest = inputs['largest'] === undefined ? 0 : address(inputNamed(inputs, 'largest'));
      const { outputs, at } = makeOutputs(g, largest === 0 ? 3 : 4);
      const parameterAt = keptAt(inputs, keep);
      const decays = [beta1, 1 - beta1, beta2, 1 - beta2] as const;
      const factors = [meanFactor, gradientFactor, offset] as const;
      kernels.adamPass(sizeOf(g.shape), parameterAt, keep, address(g), m, v, largest, ...decays, ...factors, ...at);
      return outputs;
    },
    [adamaxPassKernel]({ inputs, attrs }) {
      const { beta1, beta2, epsilon, step, factor, keep } = attrs as unknown as AdamaxOptions;
      const corrected: Move = { keep, factor: factor / (1 - power(beta1, step)) };
      const { g, move } = moveOf(inputs, { ...corrected });
      const { m, u } = addressesOf(inputs, 'm', 'u');
      const { outputs, at } = makeOutputs(g, 3);
      kernels.adamaxPass(...move, m, u, beta1, 1 - beta1, beta2, epsilon, at[0], at[1], at[2]);
      return outputs;
    },
    [lionPassKernel]({ inputs, attrs }) {
      const { beta1, beta2 } = attrs as unknown as LionOptions;
      const { g, move } = moveOf(inputs, attrs);
      const { m } = addressesOf(inputs, 'm');
      const { outputs, at } = makeOutputs(g, 2);
      kernels.lionPass(...move, m, beta1, 1 - beta1, beta2, 1 - beta2, at[0], at[1]);
      return outputs;
    },
    [adanPassKernel]({ inputs, attrs }) {
      const { beta1, beta2, beta3, epsilon, step, keep, factor } = attrs as unknown as AdanOptions;
      const g = inputNamed(inputs, 'gradient');
      const { previous, m, v, n } = addressesOf(inputs, 'previous', 'm', 'v', 'n');
      const { outputs, at } = makeOutputs(g, 4);
      const parameterAt = keptAt(inputs, keep);
      const means = [step === 1 ? 0 : previous, m, v, n] as const;
      const decays = [beta1, 1 - beta1, beta2, 1 - beta2, beta3, 1 - beta3] as const;
      // (m / c1 + b2 v / c2) / (sqrt(n / c3) + e), numerator and denominator times sqrt(c3).
      const root = Math.sqrt(1 - power(beta3, step));
      const scale = factor * root;
      const factors = [
        scale / (1 - power(beta1, step)),
        (scale * beta2) / (1 - power(beta2, step)),
        epsilon * root,
      ] as const;
      kernels.adanPass(sizeOf(g.shape), parameterAt, keep, address(g), ...means, ...decays, ...factors, ...at);
      return outputs;
    },
    [scheduleFreePassKernel]({ inputs, attrs }) {
      const { beta1, beta2, epsilon, weightDecay, learningRate, step, keep } = attrs as unknown as ScheduleFreeOptions;
      const g = inputNamed(inputs, 'gradient');
      const { parameter, z, x, v } = addressesOf(inputs, 'parameter', 'z', 'x', 'v');
      const { rate, weight } = addressesOf(inputs, 'rate', 'weight');
      const { outputs, at } = makeOutputs(g, 4);
      const scalars = [makeOutput([]), makeOutput([])] as const;
      const root = Math.sqrt(1 - power(beta2, step));
      const numbers = [learningRate, beta1, beta2, 1 - beta2, -learningRate * root, epsilon * root] as const;
      const decay = -learningRate * weightDecay;
      const state = [z, x, v, rate, weight] as const;
      const out = [...at, address(scalars[0]), address(scalars[1])] as const;
      kernels.scheduleFreePass(sizeOf(g.shape), parameter, keep, address(g), ...state, ...numbers, decay, ...out);
      return [...outputs, ...scalars];
    },
    [meanSquarePassKernel]({ inputs, attrs }) {
      const { decay, share, epsilon } = attrs as unknown as MeanSquareOptions;
      const { g, move } = moveOf(inputs, attrs);
      const { squares } = addressesOf(inputs, 'squares');
      const { outputs, at } = makeOutputs(g, 2);
      kernels.meanSquarePass(...move, squares, decay, share, epsilon, at[0], at[1]);
      return outputs;
    },
    [variancePassKernel]({ inputs, attrs }) {
      const { rho, epsilon } = attrs as unknown as VarianceOptions;
      const { g, move } = moveOf(inputs, attrs);
      const { mean, variance } = addressesOf(inputs, 'mean', 'variance');
      const { outputs, at } = makeOutputs(g, 3);
      kernels.variancePass(...move, mean, variance, rho, 1 - rho, epsilon, at[0], at[1], at[2]);
      return outputs;
    },
    [adadeltaPassKernel]({ inputs, attrs }) {
      const { rho, epsilon } = attrs as unknown as AdadeltaOptions;
      const { g, move } = moveOf(inputs, attrs);
      const { squares, updates } = addressesOf(inputs, 'squares', 'updates');
      const { outputs, at } = makeOutputs(g, 3);
      kernels.adadeltaPass(...move, squares, updates, rho, 1 - rho, epsilon, at[0], at[1], at[2]);
      return outputs;
    },
    [momentumPassKernel]({ inputs, attrs }) {
      const { momentum, share, keep, gradientFactor, velocityFactor } = attrs as unknown as MomentumOptions;
      const g = inputNamed(inputs, 'gradient');
      const { velocity } = addressesOf(inputs, 'velocity');
      const { outputs, at } = makeOutputs(g, 2);
      const factors = [momentum, share, gradientFactor, velocityFactor] as const;
      const parameterAt = keptAt(inputs, keep);
      kernels.momentumPass(sizeOf(g.shape), parameterAt, keep, address(g), velocity, ...factors, at[0], at[1]);
      return outputs;
    },
    [layerwisePassKernel]({ inputs, attrs }) {
      const { trust, decay, keep, factor } = attrs as unknown as LayerwiseOptions;
      const [g, w] = [inputNamed(inputs, 'gradient'), inputNamed(inputs, 'parameter')];
      const [count, gAt, wAt, target] = [sizeOf(g.shape), address(g), address(w), makeOutput(g.shape)];
      const size = Math.sqrt(kernels.sumOfSquaresPass(count, wAt));
      const gradientSize = Math.sqrt(kernels.sumOfSquaresPass(count, gAt));
      const ratio = size > 0 && gradientSize > 0 ? (trust * size) / (gradientSize + decay * size) : 1;
      const kept = keep + factor * ratio * decay;
      // Where nothing of the parameter is kept, the gradient stands for it: it is in the cache.
      kernels.weightedSumPass(count, factor * ratio, gAt, kept, kept === 0 ? gAt : wAt, address(target));
      return target;
    },
    [moveTowardsKernel]({ inputs, attrs }) {
      const { share } = attrs as unknown as { readonly share: number };
      const { x, y } = addressesOf(inputs, 'x', 'y');
      const out = makeOutput(inputNamed(inputs, 'x').shape);
      kernels.moveTowardsPass(sizeOf(out.shape), x, y, share, address(out));
      return out;
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
