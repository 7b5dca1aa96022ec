import { dispose } from '@tensorflow/tfjs-core';
import { epochBatches } from '../datasets/batches.ts';
import type { Dataset } from '../datasets/dataset.ts';
import type { Engine } from '../engines/engine.ts';
import type { EvaluationMetrics, MetricName } from '../metrics/index.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';
import { createTrial } from './create-trial.ts';
import type { Trial } from './trial.ts';
import { findDivergence } from './divergence.ts';
import { isImprovement, stopsEarly } from './early-stopping.ts';
import { EpochResults } from './epoch-results.ts';
import type { MemoryEstimate } from './estimate-memory.ts';
import { evaluate } from './evaluate.ts';
import { runStep } from './run-step.ts';
import type { TrainState } from './train-step.ts';
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
  /** Called before each batch of training and of evaluation: a sign of life between events. */
  readonly onBatch?: () => void;
  /** Called with the memory that the trial needs, before any is taken. When omitted, the need is not computed. */
  readonly onNeed?: (need: MemoryEstimate) => void;
}

const progressIntervalMs = 100;

/**
 * Trains one trial and yields its events. The same configuration, dataset and engine give the same bits, except for
 * times. On an engine with deferred reads, training may run some steps further before it notices that it has
 * diverged. The generator frees every tensor it made, even when its consumer stops early.
 *
 * @param whole the dataset before a fold is taken
 *
 * @param engine the engine that computes; it must be open on this thread and stay the only one in use until the
 * generator ends
 *
 * @throws SweepdeckError `model-shape` when the model does not fit the images, `dataset-too-small` when there are
 * more folds than images
 */
export async function* train(
  config: TrialConfig,
  whole: Dataset,
  engine: Engine,
  signal: StopSignal,
  { keepWeights = false, onBatch, onNeed }: TrainOptions = {},
): AsyncGenerator<TrainingEvent, void, undefined> {
  await engine.makeCurrent();
  const trial = await createTrial(config, whole);
  const { dataset } = trial;
  if (onNeed !== undefined) onNeed(await trial.memory());
  const { goal } = config.metric;
  const { epochs, early_stopping: earlyStopping } = config.training;
  const objectives: number[] = [];
  let state: TrainState = trial.init();
  /** The weights that are tested in the end. */
  let kept: { readonly epoch: number; readonly objective: number; readonly parameters: NamedTensors } | undefined;
  let results = new EpochResults(dataset, engine.reads);

  try {
    const { parameterCount, multiplyAdds } = trial.model;
    yield { type: 'started', parameterCount, multiplyAdds, stepsPerEpoch: trial.stepsPerEpoch, epochs };
    let step = 0;
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const epochStart = performance.now();
      let reportedAt = epochStart;
      let learningRate = config.learning_rate;
      results = new EpochResults(dataset, engine.reads);
      for (const batch of epochBatches(dataset.splits.train, config.training.batch_size, {
        seed: config.seed,
        epoch,
        shuffle: true,
      })) {
        if (signal.aborted) {
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
        // A device runs further steps while it is not asked for the results of earlier ones.
        if (engine.reads === 'deferred' && !isProgressDue && !isEpochDone) continue;
        const divergence = await results.read();
        if (divergence !== undefined) {
          yield { type: 'diverged', epoch, ...divergence };
          return;
        }
        if (isProgressDue) {
          reportedAt = performance.now();
          yield { type: 'progress', epoch, step, loss: results.lastLoss };
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
          seconds: (performance.now() - epochStart) / 1000,
          samples_per_second: dataset.splits.train.length / ((trainedAt - epochStart) / 1000),
          engine_memory: engine.memoryBytes() / 2 ** 20,
        },
      };
      const unusable = findDivergence(step, validation.loss, 0);
      if (unusable !== undefined) {
        yield { type: 'diverged', epoch, ...unusable };
        return;
      }
      if (earlyStopping !== undefined && stopsEarly(objectives, goal, earlyStopping)) break;
    }
    if (kept === undefined) throw new Error('a trial has at least one epoch');
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
