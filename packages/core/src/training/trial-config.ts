import { z } from 'zod';
import { datasetConfigSchema } from '../datasets/dataset-config.ts';
import { lossRegistry } from '../losses/index.ts';
import { objectiveNames } from '../metrics/index.ts';
import { modelRegistry } from '../models/index.ts';
import { optimizerRegistry } from '../optimizers/index.ts';
import { namedConfigSchema } from '../registry/index.ts';
import { scheduleRegistry } from '../schedules/index.ts';

export const trainingConfigSchema = z.strictObject({
  epochs: z.int().min(1).max(100_000).default(10).describe('Passes over the training images'),
  batch_size: z.int().min(1).max(65_536).default(32).describe('Images per step'),
});

export const objectiveSchema = z.strictObject({
  name: z
    .enum(objectiveNames)
    .default('validation.accuracy')
    .describe('Metric that ranks the trials and picks the best epoch'),
  goal: z.enum(['maximize', 'minimize']).default('maximize').describe('Which direction is better'),
});

/** Everything that decides a trial's result, beside the engine. Keys are spelled as in the sweep's YAML. */
export const trialConfigSchema = z.strictObject({
  dataset: datasetConfigSchema.default({
    name: 'glyphs',
    count: 8000,
    seed: 1,
    test_fraction: 0.2,
    validation_fraction: 0.2,
    split_seed: 42,
  }),
  model: namedConfigSchema(modelRegistry, 'models').default({ name: 'seed-cnn', initializer: 'glorot-uniform' }),
  loss: namedConfigSchema(lossRegistry, 'losses').default({ name: 'cross-entropy' }),
  optimizer: namedConfigSchema(optimizerRegistry, 'optimizers').default({
    name: 'adam',
    beta_1: 0.9,
    beta_2: 0.999,
    epsilon: 1e-7,
  }),
  learning_rate: z.number().gt(0).max(1000).default(0.001).describe('Base learning rate'),
  schedule: namedConfigSchema(scheduleRegistry, 'schedules').default({ name: 'constant' }),
  training: trainingConfigSchema.default({ epochs: 10, batch_size: 32 }),
  metric: objectiveSchema.default({ name: 'validation.accuracy', goal: 'maximize' }),
  seed: z.int().min(0).max(4_294_967_295).default(0).describe('Seed of weights, data order and augmentation'),
});

export type TrialConfig = z.output<typeof trialConfigSchema>;
