import type { JsonValue } from '../records/json-value.ts';
import type { PlannedTrial, SweepRecord } from '../records/records.ts';
import type { Store } from '../store/store.ts';
import { demoCurve } from './demo-curve.ts';
import { openWithTrials } from '../store/open-with-trials.ts';
import { demoTestResult } from './demo-test-result.ts';

interface OwnModel {
  readonly name: string;
  readonly layers: readonly JsonValue[];
  readonly [option: string]: JsonValue;
}

const epochs = 20;
const stoppedAfter = 7;
const objective = { name: 'validation.accuracy', goal: 'maximize' } as const;

const ownModels: readonly OwnModel[] = [16, 32].map((filters): OwnModel => ({
  name: 'layers',
  layers: [
    { name: 'conv2d', filters, kernel_size: 3, activation: 'relu' },
    { name: 'max-pool', size: 2 },
    { name: 'conv2d', filters: 2 * filters, kernel_size: 3, activation: 'relu' },
    { name: 'max-pool', size: 2 },
    { name: 'flatten' },
    { name: 'dense', units: 128, activation: 'relu' },
    { name: 'dropout', rate: 0.5 },
    { name: 'dense' },
  ],
}));

/** Adds a finished sweep over models that are lists of layers; each trial stopped early. All numbers are invented. */
export function seedDemoLayers(store: Store, processId = process.pid): SweepRecord {
  const axes = [{ path: 'model', values: ownModels }];
  const spec = { name: 'demo-own-layers', parameters: { model: { values: ownModels } }, training: { epochs } };
  const sweep = openWithTrials(
    store,
    {
      name: spec.name,
      specHash: `demo/${spec.name}`,
      spec,
      source: `# A demo: its numbers are invented.\n${JSON.stringify(spec, null, 2)}\n`,
      objective,
      axes,
      repeats: 2,
      engine: 'wasm',
      trials: ownModels.flatMap(planRepeats),
    },
    { isFresh: false, workers: 2, processId },
  );
  for (const trial of store.listTrials(sweep.id)) {
    const { seed } = trial.config;
    const curve = demoCurve({
      loss: 'cross-entropy',
      optimizer: 'adam',
      learningRate: 0.001,
      seed,
      epochs: stoppedAfter,
    });
    const attempt = store.startAttempt(trial.id, { worker: seed, environment: { demo: true, engine: 'wasm' } });
    for (const [index, metrics] of curve.epochs.entries()) store.appendEpoch(attempt.id, index + 1, metrics);
    const accuracies = curve.epochs.map((metrics) => metrics['validation.accuracy'] ?? 0);
    const best = Math.max(...accuracies);
    const { metrics, artifacts } = demoTestResult(curve.testAccuracy, seed, 'cross-entropy');
    const result = { bestEpoch: accuracies.indexOf(best) + 1, objective: best, seconds: 23, divergedAt: null, metrics };
    store.endAttempt(attempt.id, { status: 'finished', result, artifacts });
  }
  store.closeSweep(sweep.id, 'finished');
  return sweep;
}

function planRepeats(model: OwnModel, place: number): PlannedTrial[] {
  const cell = `demo/layers/${place}`;
  return [0, 1].map((seed) => ({
    key: `${cell}/${seed}`,
    cell,
    repeat: seed,
    config: {
      dataset: { name: 'glyphs', count: 5000, seed: 1, test_fraction: 0.2, validation_fraction: 0.2, split_seed: 42 },
      model,
      loss: { name: 'cross-entropy' },
      optimizer: { name: 'adam' },
      learning_rate: 0.001,
      schedule: { name: 'constant' },
      training: { epochs, batch_size: 32, early_stopping: { patience: 3, min_delta: 0, restore_best: true } },
      metric: objective,
      seed,
    },
    parameters: { model },
  }));
}
