export {
  createTrainStep,
  type TrainState,
  type TrainStep,
  type TrainStepContext,
  type TrainStepResult,
} from './train-step.ts';
export { measureStep, type StepTimes } from './measure-step.ts';
export { train, type StopSignal } from './train.ts';
export { objectiveSchema, trainingConfigSchema, trialConfigSchema, type TrialConfig } from './trial-config.ts';
export type { NonFiniteKind, TrainingEvent } from './training-event.ts';
