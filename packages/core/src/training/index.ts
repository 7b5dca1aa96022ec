export { loadGradients } from '../ops/load-gradients.ts';
export { createOptimizer } from './create-optimizer.ts';
export { createTrial } from './create-trial.ts';
export {
  createTrainStep,
  type TrainState,
  type TrainStep,
  type TrainStepContext,
  type TrainStepResult,
} from './train-step.ts';
export { describeMemory } from './describe-memory.ts';
export type { MemoryEstimate } from './estimate-memory.ts';
export { measureStep, type StepTimes } from './measure-step.ts';
export { runRangeTest, type RangeTestOptions } from './range-test/run-range-test.ts';
export { summarizeRange, type RangePoint, type RangeSummary } from './range-test/summarize-range.ts';
export { compareEpochs } from './progress/compare-epochs.ts';
export { compareHorizons, type HorizonComparison } from './progress/compare-horizons.ts';
export { train, type CheckpointRhythm, type StopSignal, type TrainOptions } from './train.ts';
export type { Trial } from './trial.ts';
export { readTrialCheckpoint, type TrialCheckpoint } from './trial-checkpoint.ts';
export { objectiveSchema, trainingConfigSchema, trialConfigSchema, type TrialConfig } from './trial-config.ts';
export type { NonFiniteKind, TrainingEvent } from './training-event.ts';
