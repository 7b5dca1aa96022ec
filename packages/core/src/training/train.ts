import { dispose } from '@tensorflow/tfjs-core';
import { epochBatches } from '../datasets/batches.ts';
import type { Dataset } from '../datasets/dataset.ts';
import type { Engine } from '../engines/engine.ts';
import type { EvaluationMetrics, MetricName } from '../metrics/index.ts';
import { createTrial } from './create-trial.ts';
import type { Trial } from './trial.ts';
import { findDivergence } from './divergence.ts';
import { continueProgress, startProgress } from './progress/continue-progress.ts';
import { writeProgress } from './progress/progress-file.ts';
import { isImprovement, stopsEarly } from './early-stopping.ts';
import { EpochResults } from './epoch-results.ts';
import type { MemoryEstimate } from './estimate-memory.ts';
import { evaluate } from './evaluate.ts';
import { runStep } from './run-step.ts';
import type { TrainingEvent } from './training-event.ts';
import { writeTrialCheckpoint } from './trial-checkpoint.ts';
import type { TrialConfig } from './trial-config.ts';

/** A signal to stop a trial, such as an `AbortSignal`. Polled between batches. */
export interface StopSignal {
  readonly aborted: boolean;
}

export interface TrainOptions {
  /** Whether the event `weights` is sent before `finished`; default false. */
  readonly keepWeights?: boolean;
  /** A file of an earlier `checkpoint` event to continue from; training starts from scratch when omitted. */
  readonly from?: { readonly bytes: Uint8Array; /** Name of the file in error messages. */ readonly source?: string };
  /**
   * Pauses after that epoch or that step of the whole trial, with a checkpoint, unless training ends there anyway. A
   * pause at the last step of an epoch comes after the epoch's event.
   */
  readonly until?: { readonly epoch: number } | { readonly step: number };
  /** When `checkpoint` events are sent; when omitted, only before a pause. */
  readonly checkpoints?: CheckpointRhythm;
  /** Called before each batch of training and of evaluation: a sign of life between events. */
  readonly onBatch?: () => void;
  /** Called with the memory that the trial needs, before any is taken. When omitted, the need is not computed. */
  readonly onNeed?: (need: MemoryEstimate) => void;
}

/** When a training sends checkpoints, besides the one before it pauses or is stopped. */
export interface CheckpointRhythm {
  /** After an epoch, one is sent if at least this many seconds have passed since the last one; default 1. */
  readonly minSeconds?: number;
  /** Within an epoch, one is sent when this many seconds have passed since the last one; default 60. */
  readonly maxSeconds?: number;
  /**
   * Whether one marked `isFinal` is sent after the last epoch, before the test, from which training with more epochs can
   * continue; default false.
   */
  readonly atEnd?: boolean;
}

type CheckpointEvent = Extract<TrainingEvent, { type: 'checkpoint' }>;

const progressIntervalMs = 100;

/**
 * Trains one trial and yields its events. The same configuration, dataset and engine give the same bits, except for
 * times. On an engine with deferred reads, training may run some steps further before it notices that it has
 * diverged. The generator frees every tensor it made, even when its consumer stops early.
 *
 * Training that continues from a checkpoint sends only the events that were still to come, with the same bits.
 *
 * @param whole the dataset before a fold is taken
 *
 * @param engine the engine that computes; it must be open on this thread and stay the only one in use until the
 * generator ends
 *
 * @throws SweepdeckError `model-shape` when the model does not fit the images, `dataset-too-small` when there are
 * more folds than images; `checkpoint-...` as `continueProgress` when `from` does not fit
 */
export async function* train(
  config: TrialConfig,
  whole: Dataset,
  engine: Engine,
  signal: StopSignal,
  { keepWeights = false, onBatch, onNeed, from, until, checkpoints }: TrainOptions = {},
): AsyncGenerator<TrainingEvent, void, undefined> {
  await engine.makeCurrent();
  const trial = await createTrial(config, whole);
  const { dataset } = trial;
  if (onNeed !== undefined) onNeed(await trial.memory());
  const { goal } = config.metric;
  const { epochs, early_stopping: earlyStopping } = config.training;
  const identity = {
    config,
    fingerprint: whole.fingerprint,
    numerics: `${engine.name} ${engine.numericsVersion}`,
  };
  const begin = from === undefined ? startProgress(trial) : continueProgress(trial, identity, from);
  const objectives = [...begin.objectives];
  let { state, kept, step } = begin;
  let results = new EpochResults(dataset, engine.reads, begin.totals);
  let savedAt = performance.now();
  let savedStep = step;
  const secondsSinceSaved = (): number => (performance.now() - savedAt) / 1000;
  /** Makes a checkpoint; all steps must have been read. */
  const save = async (epoch: number, seconds: number): Promise<CheckpointEvent> => {
    const totals = step > epoch * trial.stepsPerEpoch ? results.totals() : new Float64Array();
    const tensors = [state.parameters, state.optimizer, kept?.parameters ?? {}].flatMap((group) =>
      Object.values(group),
    );
    if (engine.reads === 'deferred') await Promise.all(tensors.map((tensor) => tensor.data()));
    const bytes = writeProgress({ epoch, step, state, objectives, kept, totals, seconds }, identity);
    savedAt = performance.now();
    savedStep = step;
    return { type: 'checkpoint', epoch, step, bytes };
  };

  try {
    const { parameterCount, multiplyAdds } = trial.model;
    yield {
      type: 'started',
      parameterCount,
      multiplyAdds,
      stepsPerEpoch: trial.stepsPerEpoch,
      epochs,
      ...(from === undefined ? {} : { from: { epoch: begin.epoch, step: begin.step } }),
    };
    const isOver = (): boolean => earlyStopping !== undefined && stopsEarly(objectives, goal, earlyStopping);
    for (let epoch = begin.epoch + 1; epoch <= epochs && !isOver(); epoch++) {
      const isContinued = epoch === begin.epoch + 1;
      const epochStart = performance.now() - (isContinued ? 1000 * begin.seconds : 0);
      const seconds = (): number => (performance.now() - epochStart) / 1000;
      let reportedAt = performance.now();
      let learningRate = config.learning_rate;
      if (!isContinued) results = new EpochResults(dataset, engine.reads);
      for (const batch of epochBatches(dataset.splits.train, config.training.batch_size, {
        seed: config.seed,
        epoch,
        shuffle: true,
        skip: step - (epoch - 1) * trial.stepsPerEpoch,
      })) {
        if (signal.aborted) {
          const divergence = await results.read();
          if (divergence !== undefined) {
            yield { type: 'diverged', epoch, ...divergence };
            return;
          }
          if (checkpoints !== undefined && step > savedStep) yield await save(epoch - 1, seconds());
          yield { type: 'stopped', epoch, step };
          return;
        }
        onBatch?.();
        step++;
        learningRate = learningRateOf(trial, step, objectives);
        const result = runStep(trial, state, batch, { epoch, step, learningRate });
        state = result.state;
        results.add(step, batch, result);
        const isProgressDue = performance.now() - reportedAt >= progressIntervalMs;
        const isEpochDone = step === epoch * trial.stepsPerEpoch;
        const isPauseDue = until !== undefined && 'step' in until && step >= until.step;
        const isSaveDue = checkpoints !== undefined && secondsSinceSaved() >= (checkpoints.maxSeconds ?? 60);
        // A device runs further steps while it is not asked for the results of earlier ones.
        if (engine.reads === 'deferred' && !isProgressDue && !isEpochDone && !isPauseDue && !isSaveDue) continue;
        const divergence = await results.read();
        if (divergence !== undefined) {
          yield { type: 'diverged', epoch, ...divergence };
          return;
        }
        if (isProgressDue) {
          reportedAt = performance.now();
          yield { type: 'progress', epoch, step, loss: results.lastLoss };
        }
        if (isEpochDone) continue;
        if (isSaveDue || isPauseDue) yield await save(epoch - 1, seconds());
        if (isPauseDue) {
          yield { type: 'paused', epoch: epoch - 1, step };
          return;
        }
      }
      const trainedAt = performance.now();
      const parameters = trial.evaluated(state, epoch);
      const validation = (
        await evaluate(trial, parameters, dataset.splits.validation, engine.reads, onBatch)
      ).metrics();
      const objective = objectiveOf(config, validation);
      const restoresBest = earlyStopping?.restore_best ?? true;
      if (!restoresBest || isImprovement(objective, kept?.objective, goal)) {
        if (kept !== undefined) dispose(kept.parameters);
        kept = { epoch, objective, parameters };
      } else dispose(parameters);
      objectives.push(objective);
      yield {
        type: 'epoch',
        epoch,
        step,
        metrics: {
          ...named('train', results.metrics()),
          ...named('validation', validation),
          learning_rate: learningRate,
          gradient_norm: results.meanGradientNorm,
          seconds: seconds(),
          samples_per_second: dataset.splits.train.length / ((trainedAt - epochStart) / 1000),
          engine_memory: engine.memoryBytes() / 2 ** 20,
        },
      };
      const unusable = findDivergence(step, validation.loss, 0);
      if (unusable !== undefined) {
        yield { type: 'diverged', epoch, ...unusable };
        return;
      }
      const isPauseDue = until !== undefined && ('step' in until ? step >= until.step : epoch >= until.epoch);
      const isPaused = isPauseDue && epoch < epochs && !isOver();
      const isSaveDue = checkpoints !== undefined && secondsSinceSaved() >= (checkpoints.minSeconds ?? 1);
      if (isSaveDue || isPaused) yield await save(epoch, 0);
      if (isPaused) {
        yield { type: 'paused', epoch, step };
        return;
      }
    }
    if (kept === undefined) throw new Error('a trial has at least one epoch');
    if (checkpoints?.atEnd === true) yield { ...(await save(objectives.length, 0)), isFinal: true };
    const tested = await evaluate(trial, kept.parameters, dataset.splits.test, engine.reads, onBatch);
    if (keepWeights) {
      // Reads the values back from the device once; the checkpoint then takes them from memory.
      await Promise.all(Object.values(kept.parameters).map((tensor) => tensor.data()));
      yield { type: 'weights', epoch: kept.epoch, bytes: writeTrialCheckpoint(config, dataset, kept) };
    }
    yield {
      type: 'finished',
      bestEpoch: kept.epoch,
      objective: kept.objective,
      test: tested.metrics(),
      confusion: tested.confusion(),
      reliability: tested.reliability(),
      mistakes: tested.mistakes(),
    };
  } finally {
    results.dispose();
    if (kept !== undefined) dispose(kept.parameters);
    dispose([state.parameters, state.optimizer]);
  }
}

function learningRateOf(
  { config, schedule, stepsPerEpoch }: Trial,
  step: number,
  objectives: readonly number[],
): number {
  const history = { objectives, goal: config.metric.goal };
  return config.learning_rate * schedule(step, stepsPerEpoch * config.training.epochs, history);
}

function objectiveOf(config: TrialConfig, validation: EvaluationMetrics): number {
  const name = config.metric.name.slice('validation.'.length) as keyof EvaluationMetrics;
  return validation[name];
}

function named(split: 'train' | 'validation', metrics: EvaluationMetrics): Partial<Record<MetricName, number>> {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`${split}.${name}`, value]));
}
