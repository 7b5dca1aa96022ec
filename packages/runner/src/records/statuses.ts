import { z } from 'zod';

/**
 * `interrupted` means that the sweep's process ended without a word (killed, power lost). It is never stored: readers
 * derive it.
 */
export const sweepStatusSchema = z.enum(['running', 'paused', 'interrupted', 'finished', 'failed']);

/** `diverged` is a result like `finished`: such a trial is never trained again. `failed` is retried by the next run. */
export const trialStatusSchema = z.enum(['pending', 'running', 'finished', 'diverged', 'failed']);

export const attemptStatusSchema = z.enum(['running', 'finished', 'diverged', 'failed', 'stopped', 'interrupted']);

export type SweepStatus = z.output<typeof sweepStatusSchema>;
export type TrialStatus = z.output<typeof trialStatusSchema>;
export type AttemptStatus = z.output<typeof attemptStatusSchema>;

/**
 * How a run of a sweep can end. `paused`: before all trials had ended. `failed`: all trials have ended, and some
 * failed.
 */
export type EndStatus = Extract<SweepStatus, 'paused' | 'finished' | 'failed'>;

/** Status of a trial with a result, which never changes again. */
export type DoneStatus = Extract<TrialStatus, 'finished' | 'diverged'>;

/** Tells whether a trial has a result. */
export function isDone(status: TrialStatus): status is DoneStatus {
  return status === 'finished' || status === 'diverged';
}
