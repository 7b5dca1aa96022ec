export { createThreadPool } from './create-thread-pool.ts';
export type { TrialOutcome, TrialPool, TrialTask } from './trial-pool.ts';
