import { chosenEngineSchema, sweepStatusSchema, trialStatusSchema } from '@sweepdeck/runner/records';
import { z } from 'zod';
import { goal, metricName } from './metric.ts';
import { wireNumber } from './wire-number.ts';

export const trialCounts = z.record(trialStatusSchema, z.int());

/** A sweep in the list. Times are milliseconds since the Unix epoch. */
export const sweepSchema = z.object({
  id: z.int(),
  name: z.string(),
  status: sweepStatusSchema,
  onPauseSince: z.number().nullable().describe('When `runner pause` halted the running sweep; null unless it waits'),
  objective: z.object({ name: metricName, goal }),
  repeats: z.int().describe('Trials per cell: seeds times folds'),
  folds: z.int().nullable().describe('Number of parts in k-fold cross-validation; null without it'),
  diverged: z
    .enum(['worst', 'leave-out'])
    .describe("How a diverged repeat counts in its cell's mean: as the worst value, or not at all"),
  engine: z.string(),
  chosenEngine: chosenEngineSchema.nullable().describe('Null for sweeps that were stored before this was recorded'),
  createdAt: z.number(),
  updatedAt: z.number(),
  archivedAt: z.number().nullable().describe('Null for a sweep that is not archived'),
  workers: z.int().nullable(),
  revision: z.int().describe('Grows with every change of the sweep'),
  counts: trialCounts,
  bestObjective: wireNumber
    .nullable()
    .describe('Mean objective over the repeats of the top-ranked cell; null until a trial has finished'),
});

export type Sweep = z.output<typeof sweepSchema>;
export type TrialCounts = z.output<typeof trialCounts>;
