export { objectiveSchema, trainingConfigSchema, trialConfigSchema, type TrialConfig } from './trial-config.ts';
export type { NonFiniteKind, TrainingEvent } from './training-event.ts';
