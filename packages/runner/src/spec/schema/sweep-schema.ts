import { objectiveSchema, trialConfigSchema, type TrialConfig } from '@sweepdeck/core/training';
import { z } from 'zod';
import type { DivergedPolicy } from '../../records/diverged-policy.ts';
import { searchMethodNames, searchMethods, type SearchMethodName } from '../../records/search-methods.ts';
import { engineSchema } from './engine-choices.ts';
import { failuresSchema, type FailuresData } from './failures-schema.ts';
import { sweepablePaths, type SweepablePath } from './sweepable-paths.ts';
import { parameterSchema } from './parameter-schema.ts';

const parts = trialConfigSchema.shape;

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

/** The trials whose weights a sweep keeps: the best trial of the winning cell, every finished trial, or none. */
export type KeepWeights = 'best' | 'all' | 'none';

/** A sweep as written, with defaults filled in. */
export interface SweepData extends Pick<TrialConfig, (typeof trialKeys)[number] | 'seed'> {
  readonly name: string;
  readonly method: SearchMethodName;
  readonly metric: {
    readonly name: TrialConfig['metric']['name'];
    readonly goal?: TrialConfig['metric']['goal'] | undefined;
  };
  readonly engine: z.output<typeof engineSchema>;
  readonly repeats: number;
  readonly folds?: number | undefined;
  readonly diverged: DivergedPolicy;
  readonly keep_weights: KeepWeights;
  readonly failures?: FailuresData | undefined;
  readonly parameters: Readonly<
    Record<string, { readonly values?: readonly unknown[]; readonly value?: unknown } | undefined>
  >;
}

const fixedSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u)
    .describe('Name of the sweep in lists and pages: letters, digits, space, dot, dash and underscore'),
  method: z.enum(searchMethodNames).default('grid').describe(describeMethods()),
  metric: z
    .strictObject({
      name: objectiveSchema.shape.name,
      goal: objectiveSchema.shape.goal
        .unwrap()
        .optional()
        .describe('Which direction is better; default: that of the metric'),
    })
    .default({ name: 'validation.accuracy' })
    .describe('The metric that ranks the cells, averaged over their repeats'),
  dataset: parts.dataset.describe('The images to train on'),
  model: parts.model.describe('The network to train'),
  loss: parts.loss.describe('The quantity that training minimizes'),
  optimizer: parts.optimizer.describe('Turns gradients into updates'),
  learning_rate: parts.learning_rate,
  schedule: parts.schedule.describe('How the learning rate changes over a trial'),
  training: parts.training.describe('Length of training and batch size'),
  augmentation: parts.augmentation.describe('Random changes to the training images, drawn anew in every epoch'),
  regularization: parts.regularization.describe('Keeps the model from overfitting'),
  engine: engineSchema
    .default({ name: 'auto' })
    .describe('The engine that computes; auto picks the fastest that works here'),
  repeats: z.int().min(1).max(1000).default(1).describe('Number of seeds per cell, one trial for each'),
  folds: z
    .int()
    .min(2)
    .max(100)
    .optional()
    .describe('Number of parts in k-fold cross-validation: each seed of a cell trains once per fold; default: none'),
  diverged: z
    .enum(['worst', 'leave-out'])
    .default('worst')
    .describe(
      "How a diverged repeat counts in its cell's mean: as the worst value of the metric (if that is unbounded, the worst value that any trial of the sweep reached), or not at all",
    ),
  keep_weights: z
    .enum(['best', 'all', 'none'])
    .default('best')
    .describe(
      'Which trials keep their trained weights for `runner export`: the best trial of the top-ranked cell, all finished trials, or none',
    ),
  failures: failuresSchema
    .optional()
    .describe('What follows when trials fail; default: failed trials are skipped, and the next run retries them'),
  seed: parts.seed.describe('Seed of the first repeat; repeat r uses seed + r'),
});

/**
 * Makes the schema of a sweep file: the single source of validation, of the editors' schema and of the reference.
 *
 * @param paths the paths that `parameters` may name, with the values that each takes. Making the schemas of all paths
 * takes longer than anything else at the start, so a caller that reads one sweep passes only the paths it names
 */
export function sweepSchema(paths: readonly SweepablePath[] = sweepablePaths): z.ZodType<SweepData> {
  const parameters = z.strictObject(
    Object.fromEntries(paths.map(({ path, schema }) => [path, parameterSchema(path, schema).optional()])),
  );
  return fixedSchema.extend({
    parameters: parameters.default({}).describe('The swept values: dotted paths into the trial configuration'),
  });
}

/** Lists the methods: `grid: every combination of the values`. */
function describeMethods(): string {
  return Object.entries(searchMethods)
    .map(([name, summary]) => `${name}: ${summary}`)
    .join('; ');
}
