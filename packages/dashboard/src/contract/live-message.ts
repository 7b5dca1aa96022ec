import { z } from 'zod';

/** What the live stream says: only that something changed. The page then asks for what it shows. */
export const liveMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('sweep-changed'), sweepId: z.int(), revision: z.int() }),
  z.object({ type: z.literal('sweeps-changed') }).describe('A sweep was added or removed'),
  z.object({ type: z.literal('range-tests-changed') }).describe('A learning-rate range test was added or removed'),
]);

export type LiveMessage = z.output<typeof liveMessageSchema>;
