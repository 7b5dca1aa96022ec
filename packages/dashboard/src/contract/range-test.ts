import { z } from 'zod';
import { wireNumber } from './wire-number.ts';

/** A learning-rate range test in the list. */
export const rangeTestSchema = z.object({
  id: z.int(),
  label: z.string().describe('Tells its configuration apart from others of the sweep; `default` when nothing is swept'),
  model: z.string(),
  loss: z.string(),
  optimizer: z.string(),
  dataset: z.string(),
  batchSize: z.int(),
  engine: z.string(),
  minimumRate: z.number(),
  maximumRate: z.number().describe('Last planned rate; the test ends earlier when the loss blows up'),
  steps: z.int().describe('Requested number of steps'),
  suggestedRate: z
    .number()
    .nullable()
    .describe('The rate at which the smoothed loss falls fastest; null when it never fell'),
  usableRates: z
    .object({ from: z.number(), to: z.number() })
    .nullable()
    .describe('From the rate where a tenth of the fall is done to the rate with the lowest smoothed loss'),
  ending: z.enum(['reached-the-end', 'blew-up']),
  seconds: z.number(),
  createdAt: z.number(),
});

/** A step of a range test. */
export const rangePointSchema = z.object({
  learningRate: z.number(),
  loss: wireNumber.describe("Mean loss of the step's batch, before its update"),
  smoothedLoss: wireNumber.describe('Exponential moving average, bias-corrected'),
});

export type RangeTest = z.output<typeof rangeTestSchema>;
export type RangePoint = z.output<typeof rangePointSchema>;
