import { objectiveSchema, trialConfigSchema, type TrialConfig } from '@sweepdeck/core/training';
import { z } from 'zod';
import type { DivergedPolicy } from '../../records/diverged-policy.ts';
import { searchMethodNames, searchMethods, type SearchMethodName } from '../../records/search-methods.ts';
import { engineSchema } from './engine-choices.ts';
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

/** Which trained weights a sweep keeps: of the best trial of its winning cell, of every finished one, of none. */
export type KeepWeights = 'best' | 'all' | 'none';

/** A sweep as written, defaults filled in. */
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
    .describe('Names the sweep in lists and pages: letters, digits, space, dot, dash and underscore'),
  method: z.enum(searchMethodNames).default('grid').describe(describeMethods()),
  metric: z
    .strictObject({
      name: objectiveSchema.shape.name,
      goal: objectiveSchema.shape.goal
        .unwrap()
        .optional()
        .describe('Which direction is better; left out: that of the metric'),
    })
    .default({ name: 'validation.accuracy' })
    .describe('What ranks the cells, by its mean over their repeats'),
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
  diverged: z
    .enum(['worst', 'leave-out'])
    .default('worst')
    .describe(
      'How a diverged repeat counts in the mean of its cell: as the worst value of the metric (where that has no bound, the worst that a trial of the sweep reached), or not at all',
    ),
  keep_weights: z
    .enum(['best', 'all', 'none'])
    .default('best')
    .describe(
      'Whose trained weights are kept for `runner export`: of the best trial of the cell that ranks first, of all finished trials, of none',
    ),
  seed: parts.seed.describe('Seed of the first repeat; repeat r uses seed + r'),
});

/**
 * A sweep as written in YAML: the single source of validation, of the editor's schema and of the reference.
 * @param paths what `parameters` may name, each with the values that its place in the trial configuration takes; the schemas
 * of all take longer to make than anything else at the start, so who reads one sweep leaves out those that it does not name
 */
export function sweepSchema(paths: readonly SweepablePath[] = sweepablePaths): z.ZodType<SweepData> {
  const parameters = z.strictObject(
    Object.fromEntries(paths.map(({ path, schema }) => [path, parameterSchema(path, schema).optional()])),
  );
  return fixedSchema.extend({
    parameters: parameters.default({}).describe('What is swept: dotted paths into the trial configuration'),
  });
}

/** `grid: every combination of the values`, a part for each method. */
function describeMethods(): string {
  return Object.entries(searchMethods)
    .map(([name, summary]) => `${name}: ${summary}`)
    .join('; ');
}
