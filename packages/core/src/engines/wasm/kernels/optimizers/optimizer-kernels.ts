import type { TensorInfo } from '@tensorflow/tfjs-core';
import { adadeltaPassKernel } from '../../../../ops/adadelta-pass.ts';
import { adamPassKernel } from '../../../../ops/adam-pass.ts';
import { adamaxPassKernel } from '../../../../ops/adamax-pass.ts';
import { weightedSumKernel } from '../../../../ops/add-scaled.ts';
import { adanPassKernel } from '../../../../ops/adan-pass.ts';
import { layerwisePassKernel } from '../../../../ops/layerwise-pass.ts';
import { lionPassKernel } from '../../../../ops/lion-pass.ts';
import { meanSquarePassKernel } from '../../../../ops/mean-square-pass.ts';
import { momentumPassKernel } from '../../../../ops/momentum-pass.ts';
import { moveTowardsKernel } from '../../../../ops/move-towards.ts';
import type { Move } from '../../../../ops/moved.ts';
import { scheduleFreePassKernel } from '../../../../ops/schedule-free-pass.ts';
import { sumOfSquaresKernel } from '../../../../ops/sum-of-squares.ts';
import { variancePassKernel } from '../../../../ops/variance-pass.ts';
import { power } from '../../../../portable-math/index.ts';
import { wasmKernel, sizeOf, type KernelFamily } from '../wasm-kernel.ts';

/** The element-wise passes of optimizers, one pass over memory each. */
export const optimizerFamily: KernelFamily = ({ kernels, address, makeOutput }) => {
  /** Creates `count` outputs of one shape and returns their addresses, 0 for missing ones. */
  const makeOutputs = (like: TensorInfo, count: number) => {
    const outputs = Array.from({ length: count }, () => makeOutput(like.shape));
    const [first = 0, second = 0, third = 0, fourth = 0] = outputs.map(address);
    return { outputs, at: [first, second, third, fourth] as const };
  };
  /** Returns 0 for the parameter if none of it is kept, so that it is not even read. */
  const keptAt = (parameter: TensorInfo, keep: number): number => (keep === 0 ? 0 : address(parameter));
  /** First arguments of the passes that compute `keep w + factor u`. */
  const moveOf = (parameter: TensorInfo, gradient: TensorInfo, { keep, factor }: Move) =>
    [sizeOf(gradient.shape), keptAt(parameter, keep), keep, factor, address(gradient)] as const;
  return [
    wasmKernel(
      adamPassKernel,
      ({ parameter, gradient: g, m, v, largest }, { beta1, beta2, meanFactor, gradientFactor, offset, keep }) => {
        const { outputs, at } = makeOutputs(g, largest === undefined ? 3 : 4);
        const parameterAt = keptAt(parameter, keep);
        const means = [address(m), address(v), largest === undefined ? 0 : address(largest)] as const;
        const decays = [beta1, 1 - beta1, beta2, 1 - beta2] as const;
        const factors = [meanFactor, gradientFactor, offset] as const;
        kernels.adamPass(sizeOf(g.shape), parameterAt, keep, address(g), ...means, ...decays, ...factors, ...at);
        return outputs;
      },
    ),
    wasmKernel(adamaxPassKernel, ({ parameter, gradient: g, m, u }, { beta1, beta2, epsilon, step, factor, keep }) => {
      const move = moveOf(parameter, g, { keep, factor: factor / (1 - power(beta1, step)) });
      const { outputs, at } = makeOutputs(g, 3);
      kernels.adamaxPass(...move, address(m), address(u), beta1, 1 - beta1, beta2, epsilon, at[0], at[1], at[2]);
      return outputs;
    }),
    wasmKernel(lionPassKernel, ({ parameter, gradient: g, m }, { beta1, beta2, ...towards }) => {
      const move = moveOf(parameter, g, towards);
      const { outputs, at } = makeOutputs(g, 2);
      kernels.lionPass(...move, address(m), beta1, 1 - beta1, beta2, 1 - beta2, at[0], at[1]);
      return outputs;
    }),
    wasmKernel(adanPassKernel, ({ parameter, gradient: g, previous, m, v, n }, options) => {
      const { beta1, beta2, beta3, epsilon, step, keep, factor } = options;
      const { outputs, at } = makeOutputs(g, 4);
      const parameterAt = keptAt(parameter, keep);
      const means = [step === 1 ? 0 : address(previous), address(m), address(v), address(n)] as const;
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
    }),
    wasmKernel(scheduleFreePassKernel, ({ parameter, gradient: g, ...before }, options) => {
      const { beta1, beta2, epsilon, weightDecay, learningRate, step, keep } = options;
      const { z, x, v, rate, weight } = before;
      const { outputs, at } = makeOutputs(g, 4);
      const scalars = [makeOutput([]), makeOutput([])] as const;
      const root = Math.sqrt(1 - power(beta2, step));
      const numbers = [learningRate, beta1, beta2, 1 - beta2, -learningRate * root, epsilon * root] as const;
      const decay = -learningRate * weightDecay;
      const state = [address(z), address(x), address(v), address(rate), address(weight)] as const;
      const out = [...at, address(scalars[0]), address(scalars[1])] as const;
      kernels.scheduleFreePass(
        sizeOf(g.shape),
        address(parameter),
        keep,
        address(g),
        ...state,
        ...numbers,
        decay,
        ...out,
      );
      return [...outputs, ...scalars];
    }),
    wasmKernel(meanSquarePassKernel, ({ parameter, gradient: g, squares }, { decay, share, epsilon, ...towards }) => {
      const move = moveOf(parameter, g, towards);
      const { outputs, at } = makeOutputs(g, 2);
      kernels.meanSquarePass(...move, address(squares), decay, share, epsilon, at[0], at[1]);
      return outputs;
    }),
    wasmKernel(variancePassKernel, ({ parameter, gradient: g, mean, variance }, { rho, epsilon, ...towards }) => {
      const move = moveOf(parameter, g, towards);
      const { outputs, at } = makeOutputs(g, 3);
      kernels.variancePass(...move, address(mean), address(variance), rho, 1 - rho, epsilon, at[0], at[1], at[2]);
      return outputs;
    }),
    wasmKernel(adadeltaPassKernel, ({ parameter, gradient: g, squares, updates }, { rho, epsilon, ...towards }) => {
      const move = moveOf(parameter, g, towards);
      const { outputs, at } = makeOutputs(g, 3);
      kernels.adadeltaPass(...move, address(squares), address(updates), rho, 1 - rho, epsilon, at[0], at[1], at[2]);
      return outputs;
    }),
    wasmKernel(momentumPassKernel, ({ parameter, gradient: g, velocity }, options) => {
      const { momentum, share, keep, gradientFactor, velocityFactor } = options;
      const { outputs, at } = makeOutputs(g, 2);
      const factors = [momentum, share, gradientFactor, velocityFactor] as const;
      const from = [keptAt(parameter, keep), keep, address(g), address(velocity)] as const;
      kernels.momentumPass(sizeOf(g.shape), ...from, ...factors, at[0], at[1]);
      return outputs;
    }),
    wasmKernel(layerwisePassKernel, ({ gradient: g, parameter: w }, { trust, decay, keep, factor }) => {
      const [count, gAt, wAt, target] = [sizeOf(g.shape), address(g), address(w), makeOutput(g.shape)];
      const size = Math.sqrt(kernels.sumOfSquaresPass(count, wAt));
      const gradientSize = Math.sqrt(kernels.sumOfSquaresPass(count, gAt));
      const ratio = size > 0 && gradientSize > 0 ? (trust * size) / (gradientSize + decay * size) : 1;
      const kept = keep + factor * ratio * decay;
      // If none of the parameter is kept, the gradient takes its place: it is in the cache.
      kernels.weightedSumPass(count, factor * ratio, gAt, kept, kept === 0 ? gAt : wAt, address(target));
      return target;
    }),
    wasmKernel(moveTowardsKernel, ({ x, y }, { share }) => {
      const out = makeOutput(x.shape);
      kernels.moveTowardsPass(sizeOf(out.shape), address(x), address(y), share, address(out));
      return out;
    }),
    wasmKernel(weightedSumKernel, ({ x, y }, { a, b }) => {
      const out = makeOutput(x.shape);
      kernels.weightedSumPass(sizeOf(x.shape), a, address(x), b, address(y), address(out));
      return out;
    }),
    wasmKernel(sumOfSquaresKernel, (inputs) => {
      const sums = Object.values(inputs).map((x) => kernels.sumOfSquaresPass(sizeOf(x.shape), address(x)));
      return makeOutput([], 'float32', Float32Array.of(sums.reduce((a, b) => a + b)));
    }),
  ];
};
