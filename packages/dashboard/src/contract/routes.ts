import { datasetNoteSchema, valueAxisSchema } from '@sweepdeck/runner/records';
import { z } from 'zod';
import { curveSchema, metricSeriesSchema } from './curve.ts';
import { jsonValue } from './json-value.ts';
import { leaderboardRowSchema } from './leaderboard.ts';
import { metricName } from './metric.ts';
import { defineRoute } from './route.ts';
import { earlyStopSchema } from './early-stop.ts';
import { printedOutputSchema } from './printed-output.ts';
import { rangePointSchema, rangeTestSchema } from './range-test.ts';
import { settingSchema } from './setting.ts';
import { sweepSchema } from './sweep.ts';
import { mistakeSchema, modelSizeSchema, reliabilityBinSchema } from './test-artifacts.ts';
import { attemptSchema, verificationSchema, divergenceSchema, trialSchema } from './trial.ts';

const id = z.coerce.number().int().min(1);
const byId = z.object({ id });
const nothing = z.object({});
const list = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item));

/** Every request of the dashboard. All are GET: pages only read. */
export const routes = {
  health: defineRoute({
    path: '/api/health',
    summary: 'Whether the server answers, and whether its store exists yet.',
    params: nothing,
    query: nothing,
    response: z.object({ status: z.literal('ok'), storeExists: z.boolean() }),
  }),
  sweeps: defineRoute({
    path: '/api/sweeps',
    summary: 'All sweeps, newest first.',
    params: nothing,
    query: nothing,
    response: z.object({ sweeps: z.array(sweepSchema).readonly() }),
  }),
  sweep: defineRoute({
    path: '/api/sweeps/:id',
    summary: 'One sweep with its axes and its leaderboard, best cell first.',
    params: byId,
    query: nothing,
    response: z.object({
      sweep: sweepSchema,
      axes: z.array(valueAxisSchema).readonly().describe('A range has the values that were tried'),
      rows: z.array(leaderboardRowSchema).readonly(),
      setting: settingSchema,
      failurePatterns: z
        .array(z.string())
        .readonly()
        .describe('What the diverged and the failed trials have in common, a sentence each'),
      remainingSeconds: z
        .number()
        .nullable()
        .describe('Estimate from the trials finished so far; null when there is no basis for it, or nothing remains'),
      source: z.string().describe('The YAML as written'),
    }),
  }),
  trials: defineRoute({
    path: '/api/sweeps/:id/trials',
    summary: 'The trials of a sweep, in the order of the grid.',
    params: byId,
    query: nothing,
    response: z.object({ trials: z.array(trialSchema).readonly() }),
  }),
  curves: defineRoute({
    path: '/api/sweeps/:id/curves',
    summary: 'Metrics per epoch for every repeat of the selected cells.',
    params: byId,
    query: z.object({
      cells: list(z.string()).describe('Cells, separated by commas'),
      metrics: list(metricName).describe('Metric names, separated by commas'),
    }),
    response: z.object({ curves: z.array(curveSchema).readonly() }),
  }),
  trial: defineRoute({
    path: '/api/trials/:id',
    summary: 'One trial: configuration, result, metrics per epoch, confusion matrix, calibration, mistakes, attempts.',
    params: byId,
    query: z.object({ sweep: id.optional().describe('The sweep to show it in; default: the first that has it') }),
    response: z.object({
      trial: trialSchema,
      label: z.string(),
      config: jsonValue,
      sweep: sweepSchema.pick({ id: true, name: true, status: true, objective: true, repeats: true, folds: true }),
      siblings: z
        .array(
          trialSchema
            .pick({ id: true, repeat: true, status: true })
            .extend({ divergedAt: divergenceSchema.nullable().describe('Null unless the trial diverged') }),
        )
        .readonly()
        .describe('All repeats of its cell, including itself'),
      series: z.array(metricSeriesSchema).readonly(),
      earlyStop: earlyStopSchema.nullable().describe('Null unless the trial stopped early'),
      confusion: z
        .array(z.array(z.int()).readonly())
        .readonly()
        .nullable()
        .describe('Counts on the test split, `[truth][prediction]`'),
      reliability: z
        .array(reliabilityBinSchema)
        .readonly()
        .nullable()
        .describe('Confidence against accuracy in bins of equal width over 0..1, the least confident first'),
      mistakes: z
        .array(mistakeSchema)
        .readonly()
        .nullable()
        .describe('The wrong predictions that the model was most confident of, the most confident first'),
      model: modelSizeSchema.nullable(),
      classNames: z.array(z.string()).readonly().nullable(),
      notes: z.array(datasetNoteSchema).readonly().describe('Notes that were made when the data was read'),
      attempts: z.array(attemptSchema).readonly().describe('Oldest first'),
      verifications: z.array(verificationSchema).readonly().describe('Oldest first'),
    }),
  }),
  output: defineRoute({
    path: '/api/trials/:id/output',
    summary: 'The output of each attempt at a trial; attempts without output are omitted.',
    params: byId,
    query: nothing,
    response: z.object({ outputs: z.array(printedOutputSchema).readonly().describe('Oldest first') }),
  }),
  rangeTests: defineRoute({
    path: '/api/range-tests',
    summary: 'The learning-rate range tests of `runner lr-find`, newest first.',
    params: nothing,
    query: nothing,
    response: z.object({ tests: z.array(rangeTestSchema).readonly() }),
  }),
  rangeTest: defineRoute({
    path: '/api/range-tests/:id',
    summary: 'One range test with the losses of its steps.',
    params: byId,
    query: nothing,
    response: z.object({ test: rangeTestSchema, points: z.array(rangePointSchema).readonly() }),
  }),
} as const;

export type RouteName = keyof typeof routes;
