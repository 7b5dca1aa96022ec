import { add, div, maximum, mul, sqrt, square, sub, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { isKernel } from '../optimizers/transforms/by-rank.ts';
import type { Optimizer } from '../optimizers/transforms/gradient-transform.ts';
import { mapTensors, tensorNamed } from '../tensors/named-tensors.ts';

/**
 * Computes `w limit / max(|w|, limit)`, where `|w|` is the L2 norm of each unit's incoming weights: over all axes
 * except the last.
 */
function limitNorms(kernel: Tensor, limit: number): Tensor {
  return tidy(() => {
    const incoming = kernel.shape.slice(0, -1).map((_, axis) => axis);
    const norms = sqrt(sum(square(kernel), incoming, true));
    return mul(kernel, div(limit, maximum(norms, limit)));
  });
}

/**
 * Wraps an optimizer so that after each step no unit's incoming weights are longer than `limit`; biases and scales
 * are left alone. If the optimizer evaluates other weights than it trains, those are limited too.
 */
export function withMaxNorm(optimizer: Optimizer, limit: number): Optimizer {
  const limited = (value: Tensor): Tensor => (isKernel(value) ? limitNorms(value, limit) : value);
  const { evaluated } = optimizer;
  return {
    init: (parameters) => optimizer.init(parameters),
    update(gradients, state, parameters, context) {
      const { updates, state: next } = optimizer.update(gradients, state, parameters, context);
      const limitUpdate = (update: Tensor, name: string): Tensor => {
        const parameter = tensorNamed(parameters, name);
        return isKernel(parameter) ? tidy(() => sub(limited(add(parameter, update)), parameter)) : update;
      };
      return { updates: mapTensors(updates, limitUpdate), state: next };
    },
    ...(evaluated && { evaluated: (parameters, state) => mapTensors(evaluated(parameters, state), limited) }),
  };
}
