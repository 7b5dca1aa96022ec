import {
  attemptStatusSchema,
  comparisonSchema,
  failureKindSchema,
  machineLoadSchema,
  trialStatusSchema,
  verificationOutcomeSchema,
} from '@sweepdeck/runner/records';
import { z } from 'zod';
import { jsonValue } from './json-value.ts';
import { printedSizeSchema } from './printed-output.ts';
import { wireNumber } from './wire-number.ts';

/** The step at which training met a number that is not finite. */
export const divergenceSchema = z.object({
  epoch: z.int(),
  step: z.int(),
  quantity: z.string(),
  value: z.enum(['nan', 'infinity', '-infinity']),
});

const trialResultSchema = z.object({
  bestEpoch: z.int().nullable().describe('Counted from 1; null when the trial diverged before its first epoch ended'),
  objective: wireNumber,
  seconds: z.number(),
  divergedAt: divergenceSchema.nullable(),
  metrics: z.record(z.string(), wireNumber).describe('Test metrics by name; empty when diverged'),
});

const errorSchema = z.object({ code: z.string(), message: z.string(), hint: z.string().optional() });

/** One configuration with one seed and, if there are folds, one fold, as part of one sweep. */
export const trialSchema = z.object({
  id: z.int(),
  sweepId: z.int(),
  position: z.int().describe("Place in the sweep's grid, counted from 0"),
  cell: z.string(),
  repeat: z.int().describe('Counted from 0; with k folds, fold f of seed r is repeat r k + f'),
  status: trialStatusSchema,
  engine: z.string(),
  parameters: z.record(z.string(), jsonValue),
  result: trialResultSchema.nullable(),
  attempts: z.int(),
  error: errorSchema.nullable(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  isReused: z.boolean().describe('True when the sweep found the trial already finished by another sweep'),
});

/** An attempt at a trial. */
export const attemptSchema = z.object({
  id: z.int(),
  status: attemptStatusSchema,
  worker: z.int(),
  environment: jsonValue,
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  seconds: z.number().nullable().describe('Duration; null while it runs, and when it was not measured'),
  from: z
    .object({
      epoch: z.int(),
      step: z.int(),
      trialId: z
        .int()
        .nullable()
        .describe('The trial with fewer epochs that it continued; null for a checkpoint of its own'),
    })
    .nullable()
    .describe('Finished epochs and steps of the checkpoint that it continued from; null when it started from scratch'),
  load: machineLoadSchema.nullable().describe('Load of the machine while it ran; null when it was not sampled'),
  error: errorSchema.nullable(),
  failureKind: failureKindSchema.nullable().describe('Null when it has not failed'),
  lastStep: z.int().nullable().describe('The last step of the trial that was reported; null when not known'),
  printed: printedSizeSchema.nullable().describe('Null when nothing was printed'),
});

/** A trial that was trained again and compared with its stored result. */
export const verificationSchema = z.object({
  outcome: verificationOutcomeSchema,
  comparison: comparisonSchema.describe('Bit for bit, or within a tolerance on another engine or numerics version'),
  engine: z.string(),
  difference: z.string().nullable().describe('The first difference in words; null when reproduced'),
  at: z.number().describe('Milliseconds since the Unix epoch'),
});

export type Trial = z.output<typeof trialSchema>;
export type Divergence = z.output<typeof divergenceSchema>;
export type TrialResult = z.output<typeof trialResultSchema>;
export type Verification = z.output<typeof verificationSchema>;
export type Attempt = z.output<typeof attemptSchema>;
