import { z } from 'zod';

/** What computes a sweep, and why: kept with the sweep, which stays on its engine. */
export const chosenEngineSchema = z.object({
  device: z.string().describe('As the engine says it: WebAssembly SIMD128'),
  numericsVersion: z.string(),
  isAutomatic: z.boolean().describe('Whether `engine: auto` took it'),
  findings: z
    .array(
      z.object({
        name: z.string(),
        verdict: z
          .enum(['works', 'failed', 'off'])
          .describe("off: does not work here; failed: not with this sweep's model"),
        timing: z
          .object({ millisecondsPerStep: z.number(), workers: z.int().describe('That would train at once') })
          .nullable()
          .describe('Of one worker; null when it is off, has failed, or has no rival'),
        reason: z.string().nullable().describe('Why it is off or has failed'),
      }),
    )
    .readonly()
    .describe('What auto found out about each engine; empty when the engine was named'),
  models: z
    .object({ timed: z.int(), total: z.int() })
    .nullable()
    .describe("How many of the sweep's distinct models were timed, the first ones"),
});

export type ChosenEngine = z.output<typeof chosenEngineSchema>;
