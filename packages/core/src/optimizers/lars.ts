import { mul, zerosLike } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { layerwisePass } from '../ops/layerwise-pass.ts';
import { momentumPass } from '../ops/momentum-pass.ts';
import { define } from '../registry/index.ts';
import { isKernel } from './transforms/by-rank.ts';
import { descend } from './transforms/descend.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';

interface LarsOptions {
  readonly momentum: number;
  readonly trust: number;
  readonly decay: number;
}

/**
 * `u = (g + decay w) trust |w| / (|g| + decay |w|)` per kernel with L2 norms, or `g + decay w` if `|w|` or `|g|` is
 * 0. Biases and other parameters of rank 1 use `u = g`. `v' = momentum v - learning_rate u`, `w' = w + v'`.
 */
function descendByLayer({ momentum, trust, decay }: LarsOptions): Optimizer {
  return descend({ velocity: zerosLike }, (gradient, state, { parameter, keep, factor }) => {
    const scaled = isKernel(parameter)
      ? layerwisePass({ parameter, gradient }, { trust, decay, keep: 0, factor })
      : mul(gradient, factor);
    const [update, velocity] = momentumPass(
      { parameter, gradient: scaled, velocity: state.velocity },
      { momentum, share: 1, keep, gradientFactor: 0, velocityFactor: 1 },
    );
    return { update, state: { velocity } };
  });
}

/**
 * `v' = momentum v + learning_rate u`, `w' = w - v'`: the rate is inside the velocity, as in the paper's algorithm 1.
 * A kernel moves by `learning_rate trust_coefficient` times its own norm; biases use the plain rate. The paper uses a
 * coefficient of 0.001 with batches of thousands of images and rates far above 1; with small batches that learns too
 * slowly. Start with a learning rate of 0.1.
 */
export const lars = define({
  title: 'LARS',
  summary:
    "Momentum SGD that scales each kernel's step to a small share of the kernel's norm; for large batches; try 0.1.",
  source: 'You, Gitman and Ginsburg (2017), Large batch training of convolutional networks, arXiv:1708.03888',
  options: z.strictObject({
    momentum: z.number().min(0).lt(1).default(0.9).describe('Decay of the running sum of the steps'),
    trust_coefficient: z
      .number()
      .gt(0)
      .max(1)
      .default(0.02)
      .describe('Share of its own norm by which a kernel moves per step at a learning rate of 1'),
    weight_decay: z
      .number()
      .min(0)
      .max(10)
      .default(0)
      .describe("Weight decay inside the ratio: adds weight_decay w to each kernel's gradient before scaling"),
  }),
  create: ({ momentum, trust_coefficient: trust, weight_decay: decay }) => descendByLayer({ momentum, trust, decay }),
});
