import {
  clone,
  keep,
  mean,
  tidy,
  valueAndGrads,
  type Scalar,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { loadGradients } from '../ops/load-gradients.ts';
import type { Loss } from '../losses/index.ts';
import type { Model } from '../models/index.ts';
import { sumOfSquares } from '../ops/sum-of-squares.ts';
import { applyGradients, type Optimizer } from '../optimizers/index.ts';
import { type NamedTensors, mapTensors, tensorNamed } from '../tensors/named-tensors.ts';

/** Everything that a step changes. A type, not an interface, because `tidy` accepts it as a container of tensors. */
export type TrainState = {
  readonly parameters: NamedTensors;
  readonly optimizer: NamedTensors;
};

export interface TrainStepContext {
  readonly seed: number;
  /** Counted from 1 over the whole trial. */
  readonly step: number;
  readonly learningRate: number;
}

export type TrainStepResult = {
  /** The next state: new tensors. The caller disposes the old state. */
  readonly state: TrainState;
  /** Mean loss of the batch before the update. */
  readonly loss: Scalar;
  /** `[batch, classes]`, before the update. */
  readonly logits: Tensor2D;
  /** Squared global L2 norm of the gradient. */
  readonly squaredGradientNorm: Scalar;
};

export type TrainStep = (
  state: TrainState,
  x: Tensor4D,
  targets: Tensor2D,
  context: TrainStepContext,
) => TrainStepResult;

function pick(tensors: NamedTensors, has: (name: string) => boolean): NamedTensors {
  return Object.fromEntries(Object.entries(tensors).filter(([name]) => has(name)));
}

/** Creates a step of gradient descent: forward, backward, update. The step is a pure function of its arguments. */
export function createTrainStep(parts: {
  readonly model: Model;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
}): TrainStep {
  const { model, loss, optimizer } = parts;
  return (state, x, targets, { seed, step, learningRate }) => {
    loadGradients();
    return tidy(() => {
      const trained = pick(state.parameters, (name) => !model.untrained.has(name));
      const untrained = pick(state.parameters, (name) => model.untrained.has(name));
      const names = Object.keys(trained);
      const tracked: Record<string, Tensor> = {};
      const track = (name: string, value: Tensor): void => {
        tracked[name] = keep(value);
      };
      let logits: Tensor2D | undefined;
      const forward = (...values: Tensor[]): Scalar => {
        const parameters = Object.fromEntries(names.map((name, i) => [name, values[i]])) as NamedTensors;
        logits = keep(model.apply({ ...parameters, ...untrained }, x, { isTraining: true, seed, step, track }));
        return mean(loss(logits, targets)) as Scalar;
      };
      const { value, grads } = orErrorOfLoss(
        () => valueAndGrads(forward)(Object.values(trained)),
        () => logits && loss.checkGradient?.(logits, targets),
      );
      const gradients = Object.fromEntries(names.map((name, i) => [name, grads[i]])) as NamedTensors;
      const context = { step, learningRate };
      const applied = applyGradients(optimizer, gradients, state.optimizer, trained, context);
      // Keeps names in the same order as before, because the order determines how numbers are summed.
      const parameters = mapTensors(state.parameters, (old, name) =>
        model.untrained.has(name) ? (tracked[name] ?? clone(old)) : tensorNamed(applied.parameters, name),
      );
      const squaredGradientNorm = sumOfSquares(...Object.values(gradients));
      if (logits === undefined) throw new Error('the model was not applied');
      return { state: { parameters, optimizer: applied.state }, loss: value as Scalar, logits, squaredGradientNorm };
    });
  };
}

/**
 * Attributes an error of the backward pass, which does not name its operation.
 * @param ask throws if the loss is to blame
 */
function orErrorOfLoss<T>(run: () => T, ask: () => void): T {
  try {
    return run();
  } catch (error) {
    ask();
    throw error;
  }
}
