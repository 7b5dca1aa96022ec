import { z } from 'zod';
import { jsonValue } from './json-value.ts';
import { trialCounts } from './sweep.ts';
import { wireNumber } from './wire-number.ts';

/** A number over the repeats of a cell; diverged repeats have no part in it. */
export const seedSummarySchema = z.object({
  count: z.int(),
  mean: wireNumber,
  standardDeviation: wireNumber.nullable().describe('Sample standard deviation; null for fewer than two repeats'),
  min: wireNumber,
  max: wireNumber,
});

/** One cell of a sweep, ranked by the mean of the objective over its repeats. */
export const leaderboardRowSchema = z.object({
  rank: z.int().nullable().describe('From 1, equal means share a rank; null while no repeat has finished'),
  cell: z.string().describe('Hash of the configuration without its seed and fold'),
  parameters: z.record(z.string(), jsonValue).describe('Value of each swept axis, by path'),
  label: z.string(),
  trialIds: z.array(z.int()).readonly().describe('By repeat'),
  counts: trialCounts,
  objective: seedSummarySchema.nullable(),
  testAccuracy: seedSummarySchema.nullable(),
  bestEpoch: seedSummarySchema.nullable(),
  seconds: seedSummarySchema.nullable(),
});

export type SeedSummary = z.output<typeof seedSummarySchema>;
export type LeaderboardRow = z.output<typeof leaderboardRowSchema>;
