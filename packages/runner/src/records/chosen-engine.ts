import { z } from 'zod';

/** The engine of a sweep and the reason for it. It is stored with the sweep, which stays on its engine. */
export const chosenEngineSchema = z.object({
  device: z.string().describe('As the engine names it: WebAssembly SIMD128'),
  numericsVersion: z.string(),
  isAutomatic: z.boolean().describe('Whether `engine: auto` chose it'),
  findings: z
    .array(
      z.object({
        name: z.string(),
        verdict: z
          .enum(['works', 'failed', 'off'])
          .describe("off: does not work here; failed: does not work with this sweep's model"),
        timing: z
          .object({
            millisecondsPerStep: z.number(),
            workers: z.int().describe('Workers that would train at the same time'),
          })
          .nullable()
          .describe('For one worker; null when the engine is off, has failed, or has no rival'),
        reason: z.string().nullable().describe('Why the engine is off or has failed'),
      }),
    )
    .readonly()
    .describe('The findings of auto for each engine; empty when the engine was named'),
  models: z
    .object({ timed: z.int(), total: z.int() })
    .nullable()
    .describe('Number of distinct models that were timed, counted from the first'),
});

export type ChosenEngine = z.output<typeof chosenEngineSchema>;
