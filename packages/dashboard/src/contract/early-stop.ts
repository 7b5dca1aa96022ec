import { z } from 'zod';

/** Why a trial ended before its last epoch. */
export const earlyStopSchema = z.object({
  epoch: z.int().describe('The last that was trained, counted from 1'),
  epochs: z.int().describe('That would have been trained'),
  patience: z.int().describe('Epochs in a row without an improvement'),
  minDelta: z.number().describe('What counted as an improvement had to be larger, in the unit of the objective'),
});

export type EarlyStop = z.output<typeof earlyStopSchema>;
