import { z } from 'zod';

export const trialStatus = z.enum(['pending', 'running', 'finished', 'diverged', 'failed']);

export type TrialStatus = z.output<typeof trialStatus>;
