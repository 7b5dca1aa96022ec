import { trialStatusSchema } from '@sweepdeck/runner/records';
import { z } from 'zod';
import { jsonValue } from './json-value.ts';
import type { MetricName } from './metric.ts';
import { trialCounts } from './sweep.ts';
import { wireNumber } from './wire-number.ts';

/** Statistics of a number over the repeats of a cell. */
const seedSummarySchema = z.object({
  count: z.int(),
  mean: wireNumber,
  standardDeviation: wireNumber.nullable().describe('Sample standard deviation; null for fewer than two repeats'),
  min: wireNumber,
  max: wireNumber,
});

/** The metric of `testAccuracy`. */
export const testedMetric = 'test.accuracy' satisfies MetricName;

/** A repeat of a cell and its state. */
const repeatStateSchema = z.object({
  trialId: z.int(),
  repeat: z.int().describe('Counted from 0'),
  status: trialStatusSchema,
});

/** A cell of a sweep, ranked by the mean objective over its repeats. */
export const leaderboardRowSchema = z.object({
  rank: z
    .int()
    .nullable()
    .describe(
      'Counted from 1; cells that the repeats cannot distinguish share a rank (1, 1, 3); null until a repeat has finished',
    ),
  isTied: z.boolean().describe('Whether another cell has the same rank'),
  cell: z.string().describe('Hash of the configuration without seed and fold'),
  parameters: z.record(z.string(), jsonValue).describe('The value of each swept axis, by path'),
  label: z.string(),
  trialIds: z.array(z.int()).readonly().describe('In the order of the repeats'),
  repeats: z.array(repeatStateSchema).readonly(),
  counts: trialCounts,
  objective: seedSummarySchema
    .nullable()
    .describe(
      "The objective that ranks: diverged repeats count as the worst value or are left out, as the sweep's `diverged` says",
    ),
  finishedObjective: seedSummarySchema
    .nullable()
    .describe('The objective over finished repeats only, as are test accuracy, epoch and seconds'),
  worstCountedObjective: seedSummarySchema
    .nullable()
    .describe("The objective with diverged repeats counted as the worst value, whatever the sweep's `diverged` says"),
  testAccuracy: seedSummarySchema.nullable(),
  bestEpoch: seedSummarySchema.nullable(),
  seconds: seedSummarySchema.nullable(),
});

export type SeedSummary = z.output<typeof seedSummarySchema>;
export type LeaderboardRow = z.output<typeof leaderboardRowSchema>;
