import { z } from 'zod';

/** The reason why a trial ended before its last epoch. */
export const earlyStopSchema = z.object({
  epoch: z.int().describe('The last trained epoch, counted from 1'),
  epochs: z.int().describe('Planned number of epochs'),
  patience: z.int().describe('Epochs in a row without an improvement'),
  minDelta: z.number().describe('An improvement had to be larger than this, in the unit of the objective'),
});

export type EarlyStop = z.output<typeof earlyStopSchema>;
