import { chosenEngineSchema, sweepStatusSchema, trialStatusSchema } from '@sweepdeck/runner/records';
import { z } from 'zod';
import { goal, metricName } from './metric.ts';
import { wireNumber } from './wire-number.ts';

export const trialCounts = z.record(trialStatusSchema, z.int());

/** A sweep as listed. Times are milliseconds since the Unix epoch. */
export const sweepSchema = z.object({
  id: z.int(),
  name: z.string(),
  status: sweepStatusSchema,
  objective: z.object({ name: metricName, goal }),
  repeats: z.int().describe('Trials of each cell: seeds, times the folds of a cross-validation'),
  folds: z.int().nullable().describe('Parts of a k-fold cross-validation; null without one'),
  diverged: z
    .enum(['worst', 'leave-out'])
    .describe('How a diverged repeat counts in the mean of its cell: as the worst value, or not at all'),
  engine: z.string(),
  chosenEngine: chosenEngineSchema.nullable().describe('Null in a sweep from before this was kept'),
  createdAt: z.number(),
  updatedAt: z.number(),
  workers: z.int().nullable(),
  revision: z.int().describe('Grows with every change of the sweep'),
  counts: trialCounts,
  bestObjective: wireNumber
    .nullable()
    .describe('Mean of the objective over the repeats of the cell that ranks first; null while no trial has finished'),
});

export type Sweep = z.output<typeof sweepSchema>;
export type TrialCounts = z.output<typeof trialCounts>;
