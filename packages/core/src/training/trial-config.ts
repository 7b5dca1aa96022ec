import { z } from 'zod';
import { augmentationSchema } from '../augment/augmentation-config.ts';
import { datasetConfigSchema } from '../datasets/dataset-config.ts';
import { lossRegistry } from '../losses/index.ts';
import { objectiveNames } from '../metrics/index.ts';
import { goals } from '../statistics/index.ts';
import { modelRegistry } from '../models/index.ts';
import { optimizerRegistry } from '../optimizers/index.ts';
import { namedConfigSchema, type NamedConfig, type Registry } from '../registry/index.ts';
import { regularizationSchema } from '../regularizers/regularization-config.ts';
import { scheduleRegistry } from '../schedules/index.ts';
import { earlyStoppingSchema } from './early-stopping.ts';

export const trainingConfigSchema = z.strictObject({
  epochs: z.int().min(1).max(100_000).default(10).describe('Passes over the training images'),
  batch_size: z.int().min(1).max(65_536).default(32).describe('Images per step'),
  early_stopping: earlyStoppingSchema
    .optional()
    .describe('Ends a trial before `epochs` when the objective no longer improves; default: never'),
});

export const objectiveSchema = z.strictObject({
  name: z
    .enum(objectiveNames)
    .default('validation.accuracy')
    .describe('Metric that ranks the trials and picks the best epoch'),
  goal: z.enum(goals).default('maximize').describe('Which direction is better'),
});

/** One fold of a k-fold cross-validation. */
const foldSchema = z.strictObject({
  /** Index from 0 of the part that is held out for validation. */
  index: z.int().min(0).max(99),
  count: z.int().min(2).max(100),
});

const datasetSchema = datasetConfigSchema.default(datasetConfigSchema.parse('glyphs'));

/** Adds a default that equals what its bare name gives, so that omitting a part and naming it give the same key. */
function namedWithDefault(
  registry: Registry<unknown>,
  what: string,
  name: string,
): z.ZodDefault<z.ZodType<NamedConfig>> {
  const schema = namedConfigSchema(registry, what);
  return schema.default(schema.parse(name));
}

/** Everything that determines a trial's result, except the engine. Keys are spelled as in the sweep's YAML. */
export const trialConfigSchema = z.strictObject({
  dataset: datasetSchema,
  model: namedWithDefault(modelRegistry, 'models', 'seed-cnn'),
  loss: namedWithDefault(lossRegistry, 'losses', 'cross-entropy'),
  optimizer: namedWithDefault(optimizerRegistry, 'optimizers', 'adam'),
  learning_rate: z.number().gt(0).max(1000).default(0.001).describe('Base learning rate'),
  schedule: namedWithDefault(scheduleRegistry, 'schedules', 'constant'),
  training: trainingConfigSchema.default(trainingConfigSchema.parse({})),
  augmentation: augmentationSchema.optional(),
  regularization: regularizationSchema.optional(),
  metric: objectiveSchema.default(objectiveSchema.parse({})),
  fold: foldSchema.optional(),
  seed: z.int().min(0).max(4_294_967_295).default(0).describe('Seed of weights, data order and augmentation'),
});

export type TrialConfig = z.output<typeof trialConfigSchema>;
