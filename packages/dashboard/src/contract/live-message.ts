import { z } from 'zod';

/** A message of the live stream. It says only that something changed; the page then requests what it shows. */
export const liveMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('sweep-changed'), sweepId: z.int(), revision: z.int() }),
  z.object({ type: z.literal('sweeps-changed') }).describe('A sweep was added or removed'),
  z.object({ type: z.literal('range-tests-changed') }).describe('A learning-rate range test was added or removed'),
]);

export type LiveMessage = z.output<typeof liveMessageSchema>;
