import { objectiveSchema, trialConfigSchema, type TrialConfig } from '@sweepdeck/core/training';
import { z } from 'zod';
import { engineSchema } from './engine-choices.ts';
import { sweepablePaths, sweepablePathsWith, type SweepablePath } from './sweepable-paths.ts';
import { parameterSchema } from './parameter-schema.ts';

const parts = trialConfigSchema.shape;

/** What `parameters` may name, each with the values that its place in the trial configuration takes. */
const parametersSchema = (paths: readonly SweepablePath[]): z.ZodType =>
  z
    .strictObject(Object.fromEntries(paths.map(({ path, schema }) => [path, parameterSchema(path, schema).optional()])))
    .default({})
    .describe('What is swept: dotted paths into the trial configuration');

/** Keys of the YAML that are parts of the trial configuration. */
export const trialKeys = [
  'dataset',
  'model',
  'loss',
  'optimizer',
  'learning_rate',
  'schedule',
  'training',
  'augmentation',
  'regularization',
] as const;

/** Which trained weights a sweep keeps: of its best trial, of every finished one, of none. */
export type KeepWeights = 'best' | 'all' | 'none';

/** A sweep as written, defaults filled in. */
export interface SweepData extends Pick<TrialConfig, (typeof trialKeys)[number] | 'seed'> {
  readonly name: string;
  readonly method: 'grid';
  readonly metric: {
    readonly name: TrialConfig['metric']['name'];
    readonly goal?: TrialConfig['metric']['goal'] | undefined;
  };
  readonly engine: z.output<typeof engineSchema>;
  readonly repeats: number;
  readonly folds?: number | undefined;
  readonly keep_weights: KeepWeights;
  readonly parameters: Readonly<
    Record<string, { readonly values?: readonly unknown[]; readonly value?: unknown } | undefined>
  >;
}

const keys = {
  name: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u)
    .describe('Names the sweep in lists and pages: letters, digits, space, dot, dash and underscore'),
  method: z.enum(['grid']).default('grid').describe('grid: every combination of the values under `parameters`'),
  metric: z
    .strictObject({
      name: objectiveSchema.shape.name,
      goal: objectiveSchema.shape.goal
        .unwrap()
        .optional()
        .describe('Which direction is better; left out: that of the metric'),
    })
    .default({ name: 'validation.accuracy' })
    .describe('What ranks the trials'),
  dataset: parts.dataset.describe('What to train on'),
  model: parts.model.describe('What to train'),
  loss: parts.loss.describe('What training minimizes'),
  optimizer: parts.optimizer.describe('How gradients become updates'),
  learning_rate: parts.learning_rate,
  schedule: parts.schedule.describe('How the learning rate changes over a trial'),
  training: parts.training.describe('How long and in which portions'),
  augmentation: parts.augmentation.describe('Random changes to the training images, anew in every epoch'),
  regularization: parts.regularization.describe('What keeps a model from fitting its training images too closely'),
  engine: engineSchema.default({ name: 'auto' }).describe('What computes; auto takes the fastest that works here'),
  repeats: z.int().min(1).max(1000).default(1).describe('Trials of each cell, each with its own seed'),
  folds: z
    .int()
    .min(2)
    .max(100)
    .optional()
    .describe('Parts of a k-fold cross-validation: each repeat of a cell is trained once for each; left out: none'),
  keep_weights: z
    .enum(['best', 'all', 'none'])
    .default('best')
    .describe('Whose trained weights are kept for `runner export`: of the best trial, of all finished ones, of none'),
  seed: parts.seed.describe('Seed of the first repeat; repeat r uses seed + r'),
};

const schemaWith = (paths: readonly SweepablePath[]): z.ZodType<SweepData> =>
  z.strictObject({ ...keys, parameters: parametersSchema(paths) }) as unknown as z.ZodType<SweepData>;

/** A sweep as written in YAML: the single source of validation, of the editor's schema and of the reference. */
export const sweepSpecSchema: z.ZodType<SweepData> = schemaWith(sweepablePaths);

/** The schema of a sweep whose `parameters` have these names: they may also be options of a module, which it alone knows. */
export function sweepSchemaFor(parameterNames: readonly string[]): z.ZodType<SweepData> {
  const paths = sweepablePathsWith(parameterNames);
  return paths.length === sweepablePaths.length ? sweepSpecSchema : schemaWith(paths);
}
