import { trialStatusSchema } from '@sweepdeck/runner/records';
import { z } from 'zod';
import { jsonValue } from './json-value.ts';
import { trialCounts } from './sweep.ts';
import { wireNumber } from './wire-number.ts';

/** A number over the repeats of a cell. */
const seedSummarySchema = z.object({
  count: z.int(),
  mean: wireNumber,
  standardDeviation: wireNumber.nullable().describe('Sample standard deviation; null for fewer than two repeats'),
  min: wireNumber,
  max: wireNumber,
});

/** One repeat of a cell, and how it fares. */
const repeatStateSchema = z.object({
  trialId: z.int(),
  repeat: z.int().describe('Counted from 0'),
  status: trialStatusSchema,
});

/** One cell of a sweep, ranked by the mean of the objective over its repeats. */
export const leaderboardRowSchema = z.object({
  rank: z
    .int()
    .nullable()
    .describe(
      'From 1; cells that the repeats cannot tell apart share a rank (1, 1, 3); null while no repeat has finished',
    ),
  isTied: z.boolean().describe('Whether another cell has the same rank'),
  cell: z.string().describe('Hash of the configuration without its seed and fold'),
  parameters: z.record(z.string(), jsonValue).describe('Value of each swept axis, by path'),
  label: z.string(),
  trialIds: z.array(z.int()).readonly().describe('By repeat'),
  repeats: z.array(repeatStateSchema).readonly(),
  counts: trialCounts,
  objective: seedSummarySchema
    .nullable()
    .describe("What ranks: diverged repeats count as the worst value or are left out, as the sweep's `diverged` says"),
  finishedObjective: seedSummarySchema
    .nullable()
    .describe('The same over the repeats that finished, as are test accuracy, epoch and seconds'),
  worstCountedObjective: seedSummarySchema
    .nullable()
    .describe("The same with diverged repeats counted as the worst value, whatever the sweep's `diverged` says"),
  testAccuracy: seedSummarySchema.nullable(),
  bestEpoch: seedSummarySchema.nullable(),
  seconds: seedSummarySchema.nullable(),
});

export type SeedSummary = z.output<typeof seedSummarySchema>;
export type LeaderboardRow = z.output<typeof leaderboardRowSchema>;
