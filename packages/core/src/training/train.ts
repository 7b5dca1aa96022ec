import { dispose, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { epochBatches } from '../datasets/batches.ts';
import type { Dataset } from '../datasets/dataset.ts';
import type { Engine } from '../engines/engine.ts';
import { EvaluationAccumulator, type EvaluationMetrics, type MetricName } from '../metrics/index.ts';
import { gatherBatch } from '../ops/gather-batch.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';
import { createTrial, type Trial } from './create-trial.ts';
import { evaluate, labelsOf, oneHotTargets } from './evaluate.ts';
import type { TrainState } from './train-step.ts';
import type { NonFiniteKind, TrainingEvent } from './training-event.ts';
import type { TrialConfig } from './trial-config.ts';

/** What a caller may use to stop a trial; an `AbortSignal` fits. Polled between batches. */
export interface StopSignal {
  readonly aborted: boolean;
}

const progressIntervalMs = 100;

interface StepReport {
  readonly loss: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
}

/**
 * Trains one trial and yields what happens. The same configuration, dataset and engine give the same bits, apart from the
 * times. The generator frees every tensor it made, also when its consumer stops early.
 * @param engine computes; it must be open on this thread and stay the only one in use until the generator ends
 * @throws SweepdeckError `model-shape` when the model does not fit the images
 */
export async function* train(
  config: TrialConfig,
  dataset: Dataset,
  engine: Engine,
  signal: StopSignal,
): AsyncGenerator<TrainingEvent, void, undefined> {
  await engine.makeCurrent();
  const trial = createTrial(config, dataset);
  const { epochs } = config.training;
  let state: TrainState = trial.init();
  let best: { readonly epoch: number; readonly objective: number; readonly parameters: NamedTensors } | undefined;
  /** Old parameters are freed unless they are the best so far. */
  const replaceState = (next: TrainState): void => {
    dispose(state.optimizer);
    if (state.parameters !== best?.parameters) dispose(state.parameters);
    state = next;
  };

  try {
    yield { type: 'started', parameterCount: trial.parameterCount, stepsPerEpoch: trial.stepsPerEpoch, epochs };
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
        const report = runStep(trial, batch, step, state, trained, replaceState);
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
      const validation = evaluate(
        trial.model,
        trial.loss,
        state.parameters,
        dataset,
        dataset.splits.validation,
      ).metrics();
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
      const objective = objectiveOf(config, validation);
      if (best === undefined || isBetter(objective, best.objective, config.metric.goal)) {
        if (best !== undefined) dispose(best.parameters);
        best = { epoch, objective, parameters: state.parameters };
      }
    }
    if (best === undefined) throw new Error('a trial has at least one epoch');
    const tested = evaluate(trial.model, trial.loss, best.parameters, dataset, dataset.splits.test);
    yield {
      type: 'finished',
      bestEpoch: best.epoch,
      objective: best.objective,
      test: tested.metrics(),
      confusion: tested.confusion(),
    };
  } finally {
    if (best !== undefined) dispose(best.parameters);
    if (state.parameters !== best?.parameters) dispose(state.parameters);
    dispose(state.optimizer);
  }
}

function runStep(
  trial: Trial,
  batch: Uint32Array,
  step: number,
  state: TrainState,
  trained: EvaluationAccumulator,
  replaceState: (next: TrainState) => void,
): StepReport {
  const { dataset, config } = trial;
  const labels = labelsOf(dataset, batch);
  const learningRate = config.learning_rate * trial.schedule(step, trial.stepsPerEpoch * config.training.epochs);
  const result = tidy(() => {
    const x = gatherBatch(dataset.images, batch, [dataset.height, dataset.width, dataset.channels]);
    const targets: Tensor2D = oneHotTargets(labels, dataset.classNames.length);
    return trial.step(state, x, targets, { seed: config.seed, step, learningRate });
  });
  const loss = result.loss.dataSync()[0] ?? Number.NaN;
  const gradientNorm = Math.sqrt(result.squaredGradientNorm.dataSync()[0] ?? Number.NaN);
  trained.add(result.logits.dataSync(), labels, loss);
  dispose([result.loss, result.logits, result.squaredGradientNorm]);
  replaceState(result.state);
  return { loss, gradientNorm, learningRate };
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

function isBetter(value: number, than: number, goal: 'maximize' | 'minimize'): boolean {
  return goal === 'maximize' ? value > than : value < than;
}

function objectiveOf(config: TrialConfig, validation: EvaluationMetrics): number {
  const name = config.metric.name.slice('validation.'.length) as keyof EvaluationMetrics;
  return validation[name];
}

function named(split: 'train' | 'validation', metrics: EvaluationMetrics): Partial<Record<MetricName, number>> {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`${split}.${name}`, value]));
}
