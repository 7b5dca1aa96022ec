import type { SweepWithTrials } from '../open-with-trials.ts';
import type { PlannedTrial } from '../../records/records.ts';

/** Makes a small planned trial; its key and cell derive from `name` and `repeat`. */
export function plannedTrial(name: string, repeat: number): PlannedTrial {
  return {
    key: `${name}/${repeat}`,
    cell: name,
    repeat,
    config: {
      dataset: { name: 'glyphs', count: 500, seed: 1, test_fraction: 0.2, validation_fraction: 0.2, split_seed: 42 },
      model: { name: 'logistic' },
      loss: { name },
      optimizer: { name: 'sgd' },
      learning_rate: 0.1,
      schedule: { name: 'constant' },
      training: { epochs: 2, batch_size: 32 },
      metric: { name: 'validation.accuracy', goal: 'maximize' },
      seed: repeat,
    },
    parameters: { loss: name },
  };
}

/** Makes a sweep of two losses with two repeats each. */
export function newSweep(changes: Partial<SweepWithTrials> = {}): SweepWithTrials {
  return {
    name: 'sample',
    specHash: 'sample-hash',
    spec: { name: 'sample', parameters: { loss: { values: ['mse', 'hinge'] } }, repeats: 2 },
    source: 'name: sample\n',
    objective: { name: 'validation.accuracy', goal: 'maximize' },
    axes: [{ path: 'loss', values: ['mse', 'hinge'] }],
    repeats: 2,
    engine: 'wasm',
    trials: ['mse', 'hinge'].flatMap((loss) => [plannedTrial(loss, 0), plannedTrial(loss, 1)]),
    ...changes,
  };
}
