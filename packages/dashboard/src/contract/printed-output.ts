import { z } from 'zod';

export const printedSizeSchema = z.object({ bytes: z.int(), lines: z.int() });

/** What one try at a trial has printed on stdout and stderr. */
export const printedOutputSchema = printedSizeSchema.extend({
  attemptId: z.int(),
  head: z.string().describe('All of it, or its first 16 KiB; without the escape sequences of terminals, as the tail'),
  tail: z.string().describe('Its last 48 KiB; empty where the head is all of it'),
  omittedBytes: z.int().describe('Between head and tail'),
});

export type PrintedOutput = z.output<typeof printedOutputSchema>;
