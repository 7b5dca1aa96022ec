import { expect, test } from 'vitest';
import { describePlan } from './describe-plan.ts';
import type { SweepPlan } from '../../planning/plan-sweep.ts';

const plan: SweepPlan = {
  name: 'grid',
  axes: [
    { path: 'loss', values: ['mse', 'hinge', 'cross-entropy'] },
    { path: 'optimizer', values: ['sgd', 'adam', 'momentum', 'rmsprop'] },
    { path: 'learning_rate', values: [1, 2, 3, 4, 5] },
  ],
  repeats: 5,
  folds: null,
  foldImages: null,
  trials: 300,
  computed: 41,
  engine: 'wasm',
  chosenEngine: { device: 'd', numericsVersion: 'n', isAutomatic: false, findings: [], models: null },
  workers: 2,
  estimatedSeconds: 2280,
  notes: [],
  memoryNotes: [],
};

test.each<[string, Partial<SweepPlan>, string]>([
  [
    'a search whose length nobody knows',
    { trials: null, estimatedSeconds: null },
    'an unknown number of trials, 41 already computed, on engine wasm with 2 workers',
  ],
  [
    'all of it',
    {},
    '3 losses x 4 optimizers x 5 learning rates x 5 seeds = 300 trials, 41 already computed, about 38 min on engine wasm with 2 workers',
  ],
  [
    'nothing computed, no estimate, one worker',
    { repeats: 1, trials: 60, computed: 0, estimatedSeconds: null, workers: 1 },
    '3 losses x 4 optimizers x 5 learning rates = 60 trials, on engine wasm with 1 worker',
  ],
  [
    'nothing to do',
    { axes: [], repeats: 2, trials: 2, computed: 2 },
    '2 seeds = 2 trials, all already computed: nothing to do',
  ],
  [
    'folds',
    { repeats: 1, folds: 5, foldImages: 20, computed: 0, estimatedSeconds: null },
    '3 losses x 4 optimizers x 5 learning rates x 5 folds = 300 trials, on engine wasm with 2 workers',
  ],
  [
    'folds of several seeds',
    { axes: [], repeats: 2, folds: 5, trials: 10, computed: 0, estimatedSeconds: null },
    '2 seeds x 5 folds = 10 trials, on engine wasm with 2 workers',
  ],
  [
    'folds of few images',
    { axes: [], repeats: 1, folds: 100, foldImages: 2, trials: 100, computed: 0, estimatedSeconds: null },
    '100 folds = 100 trials, on engine wasm with 2 workers\nNote: a fold validates on 2 images only; fewer folds would compare the trials better',
  ],
  [
    'notes on the data, also where nothing is left to do',
    {
      axes: [],
      repeats: 2,
      trials: 2,
      computed: 2,
      notes: [{ code: 'small-range', severity: 'warning', message: 'the images hold only 0 and 1' }],
    },
    '2 seeds = 2 trials, all already computed: nothing to do\nWarning: the images hold only 0 and 1',
  ],
  [
    'one trial',
    { axes: [], repeats: 1, trials: 1, computed: 0, estimatedSeconds: 4 },
    '1 trial, about 4.0 s on engine wasm with 2 workers',
  ],
  [
    'an engine that auto took',
    {
      axes: [],
      repeats: 1,
      trials: 1,
      computed: 0,
      estimatedSeconds: 4,
      chosenEngine: {
        device: 'd',
        numericsVersion: 'n',
        isAutomatic: true,
        findings: [
          { name: 'wasm', verdict: 'works', timing: { millisecondsPerStep: 9.8, workers: 2 }, reason: null },
          { name: 'webgpu', verdict: 'works', timing: { millisecondsPerStep: 14.1, workers: 2 }, reason: null },
        ],
        models: { timed: 1, total: 1 },
      },
    },
    '1 trial, about 4.0 s on engine wasm with 2 workers\nEngine auto: wasm 9.8 ms a step, webgpu 14.1 ms',
  ],
  [
    'an axis that is plural by itself',
    {
      axes: [{ path: 'training.epochs', values: [1, 2] }],
      repeats: 1,
      trials: 2,
      computed: 0,
      estimatedSeconds: null,
    },
    '2 values of epochs = 2 trials, on engine wasm with 2 workers',
  ],
  [
    'options of parts and of terms',
    {
      axes: [
        { path: 'loss.terms.mse', values: [1, 2, 3] },
        { path: 'loss.terms.cross-entropy.label_smoothing', values: [0, 0.1] },
        { path: 'regularization.l2', values: [1] },
        { path: 'training.batch_size', values: [16, 32] },
      ],
      repeats: 1,
      trials: 12,
      computed: 0,
      estimatedSeconds: 0.04,
    },
    '3 values of mse x 2 values of cross-entropy.label smoothing x 1 value of l2 x 2 batch sizes = 12 trials, less than a second on engine wasm with 2 workers',
  ],
  [
    'no trial',
    { axes: [], repeats: 1, trials: 0, computed: 0, estimatedSeconds: null },
    '0 trials, all already computed: nothing to do',
  ],
])('%s', (_, changes, text) => {
  expect(describePlan({ ...plan, ...changes })).toBe(text);
});
