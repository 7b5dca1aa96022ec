import { dispose, tidy } from '@tensorflow/tfjs-core';
import { epochBatches } from '../datasets/batches.ts';
import type { Dataset } from '../datasets/dataset.ts';
import type { Engine } from '../engines/engine.ts';
import { EvaluationAccumulator, type EvaluationMetrics, type MetricName } from '../metrics/index.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';
import { createTrial, type Trial } from './create-trial.ts';
import { isImprovement, stopsEarly } from './early-stopping.ts';
import { evaluate, labelsOf } from './evaluate.ts';
import type { TrainState } from './train-step.ts';
import type { BatchPlace } from './training-batch.ts';
import type { NonFiniteKind, TrainingEvent } from './training-event.ts';
import { writeTrialCheckpoint } from './trial-checkpoint.ts';
import type { TrialConfig } from './trial-config.ts';

/** What a caller may use to stop a trial; an `AbortSignal` fits. Polled between batches. */
export interface StopSignal {
  readonly aborted: boolean;
}

export interface TrainOptions {
  /** Whether the event `weights` comes before `finished`; false when left out. */
  readonly keepWeights?: boolean;
}

const progressIntervalMs = 100;

interface StepReport {
  readonly state: TrainState;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
}

/**
 * Trains one trial and yields what happens. The same configuration, dataset and engine give the same bits, apart from the
 * times. The generator frees every tensor it made, also when its consumer stops early.
 * @param whole the dataset before a fold is taken
 * @param engine computes; it must be open on this thread and stay the only one in use until the generator ends
 * @throws SweepdeckError `model-shape` when the model does not fit the images, `dataset-too-small` when there are more folds
 * than images
 */
export async function* train(
  config: TrialConfig,
  whole: Dataset,
  engine: Engine,
  signal: StopSignal,
  { keepWeights = false }: TrainOptions = {},
): AsyncGenerator<TrainingEvent, void, undefined> {
  await engine.makeCurrent();
  const trial = await createTrial(config, whole);
  const { dataset } = trial;
  const { goal } = config.metric;
  const { epochs, early_stopping: earlyStopping } = config.training;
  const objectives: number[] = [];
  let state: TrainState = trial.init();
  /** What is tested in the end. */
  let kept: { readonly epoch: number; readonly objective: number; readonly parameters: NamedTensors } | undefined;
  const replaceState = (next: TrainState): void => {
    dispose([state.parameters, state.optimizer]);
    state = next;
  };

  try {
    const { parameterCount, multiplyAdds } = trial.model;
    yield { type: 'started', parameterCount, multiplyAdds, stepsPerEpoch: trial.stepsPerEpoch, epochs };
    let step = 0;
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const epochStart = performance.now();
      let reportedAt = epochStart;
      let gradientNormSum = 0;
      let learningRate = config.learning_rate;
      const trained = new EvaluationAccumulator(dataset.classNames.length);
      for (const batch of epochBatches(dataset.splits.train, config.training.batch_size, {
        seed: config.seed,
        epoch,
        shuffle: true,
      })) {
        if (signal.aborted) {
          yield { type: 'stopped', epoch, step };
          return;
        }
        step++;
        const report = runStep(trial, batch, { epoch, step }, { state, objectives, trained });
        replaceState(report.state);
        const diverged = divergence(report);
        if (diverged !== undefined) {
          yield { type: 'diverged', epoch, step, ...diverged };
          return;
        }
        gradientNormSum += report.gradientNorm;
        learningRate = report.learningRate;
        if (performance.now() - reportedAt >= progressIntervalMs) {
          reportedAt = performance.now();
          yield { type: 'progress', epoch, step, loss: report.loss };
        }
      }
      const trainedAt = performance.now();
      const parameters = trial.evaluated(state);
      const validation = evaluate(trial.model, trial.loss, parameters, dataset, dataset.splits.validation).metrics();
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
          ...named('train', trained.metrics()),
          ...named('validation', validation),
          learning_rate: learningRate,
          gradient_norm: gradientNormSum / trial.stepsPerEpoch,
          seconds: (performance.now() - epochStart) / 1000,
          samples_per_second: dataset.splits.train.length / ((trainedAt - epochStart) / 1000),
        },
      };
      if (!Number.isFinite(validation.loss)) {
        yield { type: 'diverged', epoch, step, quantity: 'loss', value: nonFiniteKind(validation.loss) };
        return;
      }
      if (earlyStopping !== undefined && stopsEarly(objectives, goal, earlyStopping)) break;
    }
    if (kept === undefined) throw new Error('a trial has at least one epoch');
    const tested = evaluate(trial.model, trial.loss, kept.parameters, dataset, dataset.splits.test);
    if (keepWeights) yield { type: 'weights', epoch: kept.epoch, bytes: writeTrialCheckpoint(config, dataset, kept) };
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
    if (kept !== undefined) dispose(kept.parameters);
    dispose([state.parameters, state.optimizer]);
  }
}

function runStep(
  trial: Trial,
  batch: Uint32Array,
  place: BatchPlace,
  so: { readonly state: TrainState; readonly objectives: readonly number[]; readonly trained: EvaluationAccumulator },
): StepReport {
  const { dataset, config } = trial;
  const history = { objectives: so.objectives, goal: config.metric.goal };
  const factor = trial.schedule(place.step, trial.stepsPerEpoch * config.training.epochs, history);
  const learningRate = config.learning_rate * factor;
  const result = tidy(() => {
    const { x, targets } = trial.batch(batch, place);
    return trial.step(so.state, x, targets, { seed: config.seed, step: place.step, learningRate });
  });
  const loss = result.loss.dataSync()[0] ?? Number.NaN;
  const gradientNorm = Math.sqrt(result.squaredGradientNorm.dataSync()[0] ?? Number.NaN);
  so.trained.add(result.logits.dataSync(), labelsOf(dataset, batch), loss);
  dispose([result.loss, result.logits, result.squaredGradientNorm]);
  return { state: result.state, loss, gradientNorm, learningRate };
}

function divergence(
  report: StepReport,
): { readonly quantity: 'loss' | 'gradient_norm'; readonly value: NonFiniteKind } | undefined {
  if (!Number.isFinite(report.loss)) return { quantity: 'loss', value: nonFiniteKind(report.loss) };
  if (!Number.isFinite(report.gradientNorm))
    return { quantity: 'gradient_norm', value: nonFiniteKind(report.gradientNorm) };
  return undefined;
}

function nonFiniteKind(value: number): NonFiniteKind {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'infinity' : '-infinity';
}

function objectiveOf(config: TrialConfig, validation: EvaluationMetrics): number {
  const name = config.metric.name.slice('validation.'.length) as keyof EvaluationMetrics;
  return validation[name];
}

function named(split: 'train' | 'validation', metrics: EvaluationMetrics): Partial<Record<MetricName, number>> {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`${split}.${name}`, value]));
}
