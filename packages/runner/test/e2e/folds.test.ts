import { afterEach, expect, test } from 'vitest';
import { makePlace, type Place } from './run-runner.ts';

const folded = `
name: folded
dataset: { name: glyphs, count: 300 }
model: logistic
training: { epochs: 1, batch_size: 16 }
learning_rate: 0.03
engine: cpu
folds: 3
parameters:
  loss: { values: [cross-entropy, mse] }
`;

interface ShownSweep {
  readonly trials: readonly {
    readonly cell: string;
    readonly repeat: number;
    readonly config: { readonly seed: number; readonly fold: unknown };
    readonly result: { readonly objective: number };
  }[];
}

let place: Place;
afterEach(() => place.remove());

function makeFolded(): Place {
  place = makePlace();
  place.write('folded.yaml', folded);
  return place;
}

test('each cell is trained once for each fold, and ranked by the mean over them', async () => {
  const { run } = makeFolded();
  const first = await run('sweep', 'folded.yaml', '--workers', '2');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toContain('Done  6 trials: 6 finished');
  for (const label of ['cross-entropy fold 1/3', 'cross-entropy fold 3/3', 'mse fold 2/3']) {
    expect(first.stdout).toContain(`✓ ${label} `);
  }

  const { trials } = JSON.parse((await run('show', 'folded', '--json')).stdout) as ShownSweep;
  expect(trials.map(({ repeat, config }) => [repeat, config.seed, config.fold])).toEqual(
    [0, 0, 1, 1, 2, 2].map((index) => [index, 0, { index, count: 3 }]),
  );

  const { rows } = JSON.parse((await run('leaderboard', '--json')).stdout) as {
    rows: { cell: string; objective: { count: number; mean: number; standardDeviation: number } }[];
  };
  expect(rows).toHaveLength(2);
  for (const { cell, objective } of rows) {
    const values = trials.filter((trial) => trial.cell === cell).map(({ result }) => result.objective);
    const mean = values.reduce((sum, value) => sum + value / 3, 0);
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / 2, 0));
    expect(objective).toMatchObject({ count: 3, mean: expect.closeTo(mean, 10) });
    expect(objective.standardDeviation).toBeCloseTo(deviation, 10);
  }

  const again = await run('sweep', 'folded.yaml', '--workers', '2');
  expect(again.stdout).toContain('6 already finished');
  expect(again.stdout).not.toContain('✓ ');
  expect((await run('show', 'folded')).stdout).toMatch(/repeats +1\nfolds +3\n/);
  const trial = await run('show', 't4');
  expect(trial.stdout).toMatch(/^t4 mse · seed 1 fold 2\/3 · finished\n/);
  // The other splits differ from fold to fold.
  expect(trial.stdout).toMatch(/^dataset\.test +60$/m);
  expect(trial.stdout).not.toMatch(/^dataset\.(train|validation) /m);
});

test('validate counts folds and seeds, estimates, and finds folds without an image', async () => {
  const { run } = makeFolded();
  const plan = await run('validate', 'folded.yaml', '--set', 'repeats=2', '--set', 'folds=5', '--workers', '2');
  expect(plan.stdout).toMatch(
    /^folded: 2 losses x 2 seeds x 5 folds = 20 trials, (about [\d.]+ s|less than a second) on engine cpu with 2 workers\n$/,
  );
  const tooMany = await run('validate', 'folded.yaml', '--set', 'folds=100', '--set', 'dataset.count=100');
  expect(tooMany.code).not.toBe(0);
  expect(tooMany.stderr).toContain(
    'error[dataset-too-small]: 100 folds of 80 images of glyphs; expected at least one image per fold',
  );
});
