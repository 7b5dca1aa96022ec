import { z } from 'zod';

/** `interrupted`: its process is gone without having said so (killed, power lost). Never stored: readers find it out. */
export const sweepStatusSchema = z.enum(['running', 'paused', 'interrupted', 'finished', 'failed']);

/** `diverged` is a result like `finished`: it is never retrained. `failed` is tried again by the next run. */
export const trialStatusSchema = z.enum(['pending', 'running', 'finished', 'diverged', 'failed']);

export const attemptStatusSchema = z.enum(['running', 'finished', 'diverged', 'failed', 'stopped', 'interrupted']);

export type SweepStatus = z.output<typeof sweepStatusSchema>;
export type TrialStatus = z.output<typeof trialStatusSchema>;
export type AttemptStatus = z.output<typeof attemptStatusSchema>;

/** How a run of a sweep can end. `paused`: before all trials were through. `failed`: through, but some trials failed. */
export type EndStatus = Extract<SweepStatus, 'paused' | 'finished' | 'failed'>;

/** Of a trial with a result, which never changes again. */
export type DoneStatus = Extract<TrialStatus, 'finished' | 'diverged'>;

/** Whether a trial has a result. */
export function isDone(status: TrialStatus): status is DoneStatus {
  return status === 'finished' || status === 'diverged';
}
