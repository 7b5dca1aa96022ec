import type { Dataset } from '../datasets/dataset.ts';
import { lossRegistry, type Loss } from '../losses/index.ts';
import { modelRegistry, type InputShape, type Model } from '../models/index.ts';
import { optimizerRegistry, type Optimizer } from '../optimizers/index.ts';
import { createNamed, type Registry } from '../registry/index.ts';
import { scheduleRegistry, type Schedule } from '../schedules/index.ts';
import { createTrainStep, type TrainState, type TrainStep } from './train-step.ts';
import type { TrialConfig } from './trial-config.ts';

/** A configuration brought to life: its model, loss, schedule and step for one dataset. */
export interface Trial {
  readonly config: TrialConfig;
  readonly dataset: Dataset;
  readonly model: Model;
  readonly loss: Loss;
  readonly schedule: Schedule;
  readonly step: TrainStep;
  readonly parameterCount: number;
  readonly stepsPerEpoch: number;
  /** Fresh parameters and optimizer state; the caller disposes them. */
  init(): TrainState;
}

/** @throws SweepdeckError `model-shape` when the model does not fit the images */
export function createTrial(config: TrialConfig, dataset: Dataset): Trial {
  const { height, width, channels } = dataset;
  const makeModel = createNamed<(input: InputShape) => Model>(modelRegistry, config.model);
  const model = makeModel({ height, width, channels, classes: dataset.classNames.length });
  const loss = createNamed<Loss>(lossRegistry, config.loss);
  const optimizer = createNamed<Optimizer>(optimizerRegistry satisfies Registry<Optimizer>, config.optimizer);
  return {
    config,
    dataset,
    model,
    loss,
    schedule: createNamed<Schedule>(scheduleRegistry, config.schedule),
    step: createTrainStep({ model, loss, optimizer }),
    parameterCount: model.parameterCount,
    stepsPerEpoch: Math.ceil(dataset.splits.train.length / config.training.batch_size),
    init() {
      const parameters = model.init(config.seed);
      return { parameters, optimizer: optimizer.init(parameters) };
    },
  };
}
