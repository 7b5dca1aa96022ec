import { z } from 'zod';
import { failureKindSchema } from './failure-kind.ts';

/** Arguments of each request that a running sweep can get from another process. */
export const controlRequestSchema = z.discriminatedUnion('action', [
  /** Stops a trial at its next batch, or the whole run. */
  z.strictObject({ action: z.literal('stop') }),
  /** Stops the running trials at their next batch and waits. */
  z.strictObject({ action: z.literal('pause') }),
  z.strictObject({ action: z.literal('resume') }),
  /** Retries failed trials: all, or those whose last failure was of this kind. */
  z.strictObject({ action: z.literal('retry'), kind: failureKindSchema.optional() }),
  /** Changes the number of trials that run at the same time. */
  z.strictObject({ action: z.literal('set'), workers: z.int().min(1) }),
]);

export type ControlRequest = z.output<typeof controlRequestSchema>;

/** `expired`: the run ended before it had read the request, or the process that asked stopped waiting. */
export type ControlOutcome = 'done' | 'refused' | 'expired';

/** A request as it is stored. */
export interface NewControl {
  readonly sweepId: number;
  /** Null when the request concerns the whole sweep. */
  readonly trialId: number | null;
  readonly request: ControlRequest;
  /** User, machine and process. */
  readonly askedBy: string;
}

/** A stored request to a running sweep, with its answer. Times are milliseconds since the Unix epoch. */
export interface ControlRecord extends NewControl {
  readonly id: number;
  readonly askedAt: number;
  /** Null until it is answered. */
  readonly answer: { readonly at: number; readonly outcome: ControlOutcome; readonly message: string } | null;
}
