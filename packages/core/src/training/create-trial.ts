import { clone, tidy } from '@tensorflow/tfjs-core';
import { countClasses } from '../datasets/count-classes.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { foldDataset } from '../datasets/fold-dataset.ts';
import { SweepdeckError } from '../errors/index.ts';
import { lossRegistry, type Loss, type LossContext } from '../losses/index.ts';
import { LayerShapeError, modelRegistry, type InputShape, type Model, type ModelMaker } from '../models/index.ts';
import { createOptimizer } from './create-optimizer.ts';
import { createNamed } from '../registry/index.ts';
import { scheduleRegistry, type Schedule } from '../schedules/index.ts';
import { mapTensors, type NamedTensors } from '../tensors/named-tensors.ts';
import { estimateMemory } from './estimate-memory.ts';
import { recomputeStatistics } from './recompute-statistics.ts';
import { createTrainStep } from './train-step.ts';
import { createBatchMaker } from './training-batch.ts';
import type { Trial } from './trial.ts';
import type { TrialConfig } from './trial-config.ts';

/**
 * Creates a trial. Also serves as a check: parts that do not fit together throw here, before training.
 *
 * @param whole the dataset before a fold is taken; the trial's own is that of its fold
 *
 * @throws SweepdeckError `model-shape` when the model does not fit the images, `dataset-too-small` when there are
 * more folds than images, and the errors of losses, optimizers and models
 */
export async function createTrial(config: TrialConfig, whole: Dataset): Promise<Trial> {
  const dataset = config.fold === undefined ? whole : foldDataset(whole, config.fold, config.dataset.split_seed);
  const { height, width, channels } = dataset;
  const classes = dataset.classNames.length;
  const model = await createModel(config.model, { height, width, channels, classes });
  const context: LossContext = { classCounts: countClasses(dataset) };
  const loss = await createNamed<Loss | Promise<Loss>>(lossRegistry, config.loss, context);
  const optimizer = await createOptimizer(config.optimizer, config.regularization);
  const batch = createBatchMaker(config, dataset);
  const stepsPerEpoch = Math.ceil(dataset.splits.train.length / config.training.batch_size);
  return {
    config,
    dataset,
    model,
    loss,
    schedule: createNamed<Schedule>(scheduleRegistry, config.schedule),
    step: createTrainStep({ model, loss, optimizer }),
    batch,
    stepsPerEpoch,
    memory: () =>
      estimateMemory({
        model,
        optimizer,
        dataset,
        batchSize: config.training.batch_size,
        ...(config.loss.name === 'module' ? {} : { loss }),
        isOptimizerOwn: config.optimizer.name === 'module',
      }),
    init() {
      const parameters = model.init(config.seed);
      return { parameters, optimizer: optimizer.init(trainedOf(model, parameters)) };
    },
    evaluated: ({ parameters, optimizer: state }, epoch) =>
      tidy(() => {
        const averages = optimizer.evaluated?.(trainedOf(model, parameters), state);
        if (averages === undefined) return { ...mapTensors(parameters, (value) => clone(value)) };
        const averaged = { ...parameters, ...averages };
        const statistics = recomputeStatistics({ model, config, dataset, batch, stepsPerEpoch }, averaged, epoch);
        return { ...mapTensors({ ...averaged, ...statistics }, (value) => clone(value)) };
      }),
  };
}

async function createModel(config: TrialConfig['model'], input: InputShape): Promise<Model> {
  const makeModel = await createNamed<ModelMaker | Promise<ModelMaker>>(modelRegistry, config);
  try {
    return await makeModel(input);
  } catch (error) {
    // The error of a layer in a list already contains the layer's place and input.
    if (!(error instanceof SweepdeckError) || error.code !== 'model-shape' || error instanceof LayerShapeError)
      throw error;
    const { code, hint } = error;
    const images = `${input.height}x${input.width}x${input.channels}`;
    const message = `model ${config.name} on images of ${images}: ${error.message}`;
    throw new SweepdeckError({ code, message, hint, cause: error });
  }
}

/** Returns the parameters that gradients change. */
function trainedOf({ untrained }: Model, parameters: NamedTensors): NamedTensors {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !untrained.has(name)));
}
