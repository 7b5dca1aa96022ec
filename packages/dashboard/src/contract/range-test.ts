import { z } from 'zod';
import { wireNumber } from './wire-number.ts';

/** A learning-rate range test as listed. */
export const rangeTestSchema = z.object({
  id: z.int(),
  label: z.string().describe('What tells its configuration apart in its sweep; `default` where nothing is swept'),
  model: z.string(),
  loss: z.string(),
  optimizer: z.string(),
  dataset: z.string(),
  batchSize: z.int(),
  engine: z.string(),
  minimumRate: z.number(),
  maximumRate: z.number().describe('Where the test would have ended; it ends earlier when the loss blows up'),
  steps: z.int().describe('Asked for'),
  suggestedRate: z.number().nullable().describe('Where the smoothed loss falls fastest; null where it never fell'),
  usableRates: z
    .object({ from: z.number(), to: z.number() })
    .nullable()
    .describe('From a tenth of the way down to where the smoothed loss is lowest'),
  ending: z.enum(['reached-the-end', 'blew-up']),
  seconds: z.number(),
  createdAt: z.number(),
});

/** One step of a range test. */
export const rangePointSchema = z.object({
  learningRate: z.number(),
  loss: wireNumber.describe("Mean over the step's batch, before its update"),
  smoothedLoss: wireNumber.describe('Exponential moving average, bias-corrected'),
});

export type RangeTest = z.output<typeof rangeTestSchema>;
export type RangePoint = z.output<typeof rangePointSchema>;
