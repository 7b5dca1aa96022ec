import { z } from 'zod';

export const printedSizeSchema = z.object({ bytes: z.int(), lines: z.int() });

/** The output of one attempt at a trial on stdout and stderr. */
export const printedOutputSchema = printedSizeSchema.extend({
  attemptId: z.int(),
  head: z
    .string()
    .describe('All of the output, or its first 16 KiB, without terminal escape sequences (nor has the tail any)'),
  tail: z.string().describe('The last 48 KiB; empty when the head contains everything'),
  omittedBytes: z.int().describe('Bytes missing between head and tail'),
});

export type PrintedOutput = z.output<typeof printedOutputSchema>;
