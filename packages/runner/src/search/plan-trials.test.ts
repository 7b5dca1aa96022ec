import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { PlannedTrial } from '../records/records.ts';
import type { SweepSpec } from '../spec/sweep-spec.ts';
import { loadText } from '../spec/testing/load-text.ts';
import { countTrials, planTrials, type PlanContext } from './plan-trials.ts';

const context: PlanContext = { datasetFingerprint: 'f', engine: 'wasm', numericsVersion: '1' };
const text = `name: a
seed: 7
repeats: 2
dataset: { name: mnist, path: /data }
parameters:
  loss: { values: [mse, hinge] }
  optimizer: { values: [{ name: momentum, momentum: 0.95 }, adam] }
`;
const plan = (yaml: string, changed: Partial<PlanContext> = {}): PlannedTrial[] =>
  planTrials(loadText(yaml).spec, { ...context, ...changed });
const keysOf = (trials: readonly PlannedTrial[]): string[] => trials.map(({ key }) => key);
const cellsOf = (trials: readonly PlannedTrial[]): string[] => trials.map(({ cell }) => cell);

test('all cells with the first seed, then all with the next', () => {
  expect(plan(text).map(({ repeat, config, parameters }) => [repeat, config.seed, parameters])).toEqual(
    [0, 1].flatMap((repeat) =>
      ['mse', 'hinge'].flatMap((loss) =>
        [{ name: 'momentum', momentum: 0.95 }, 'adam'].map((optimizer) => [repeat, 7 + repeat, { loss, optimizer }]),
      ),
    ),
  );
});

test('configurations are complete and keep the path of the data', () => {
  expect(plan(text)[1]?.config).toMatchObject({
    dataset: { name: 'mnist', path: '/data', split_seed: 42 },
    loss: { name: 'mse' },
    optimizer: { name: 'adam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
    seed: 7,
  });
});

test('the repeats of a cell share its hash and nothing else does', () => {
  const cells = cellsOf(plan(text));
  expect(cells.slice(4)).toEqual(cells.slice(0, 4));
  expect(new Set(cells).size).toBe(4);
});

test('the key follows the data, the engine and its numerics, not the folder of the data', () => {
  const original = plan(text);
  const moved = plan(text.replace('/data', '/moved'));
  expect(original[0]?.key).toMatch(/^[0-9a-f]{32}$/);
  expect(keysOf(moved)).toEqual(keysOf(original));
  expect(cellsOf(moved)).toEqual(cellsOf(original));
  for (const changed of [{ datasetFingerprint: 'g' }, { engine: 'cpu' }, { numericsVersion: '2' }]) {
    const shared = keysOf(plan(text, changed)).filter((key) => keysOf(original).includes(key));
    expect(shared).toEqual([]);
  }
});

test('neither the key nor the cell follows the files of arrays', () => {
  const arrays = 'name: a\ndataset: { name: npy, images_path: /x.npy, labels_path: /y.npy }\n';
  const moved = plan(arrays.replaceAll('/', '/moved/'));
  expect([keysOf(moved), cellsOf(moved)]).toEqual([keysOf(plan(arrays)), cellsOf(plan(arrays))]);
});

test('folds: each cell with every fold of the first seed, then with those of the next', () => {
  const folded = plan(`${text}folds: 3\n`);
  const unfolded = plan(text);
  expect(folded.map(({ repeat, config: { seed, fold } }) => [repeat, seed, fold])).toEqual(
    [0, 1, 2, 3, 4, 5].flatMap((repeat) =>
      Array.from({ length: 4 }, () => [repeat, repeat < 3 ? 7 : 8, { index: repeat % 3, count: 3 }]),
    ),
  );
  expect(folded.map(({ parameters }) => parameters)).toEqual(
    [0, 1, 2].flatMap(() => unfolded.map(({ parameters }) => parameters)),
  );
  expect(new Set([...keysOf(folded), ...keysOf(unfolded)]).size).toBe(24 + 8);
  expect(countTrials(loadText(`${text}folds: 3\n`).spec)).toBe(24);
});

test('the folds of a cell share its hash, which is that without folds', () => {
  const cells = cellsOf(plan(`${text}folds: 3\n`));
  expect(cells).toEqual([0, 1, 2, 3, 4, 5].flatMap(() => cellsOf(plan(text)).slice(0, 4)));
});

test('a trial has the same key in whatever sweep it is planned', () => {
  const narrow = plan(
    'name: b\nseed: 7\nloss: mse\noptimizer: { momentum: 0.95, name: momentum }\ndataset: { name: mnist, path: /x }',
  );
  expect(keysOf(narrow)).toEqual([plan(text)[0]?.key]);
});

const some = (...all: readonly unknown[]): fc.Arbitrary<unknown[]> => fc.shuffledSubarray([...all], { minLength: 1 });
const losses = some('cross-entropy', 'mse', 'hinge', { name: 'hinge', form: 'one-vs-rest' });
const rates: fc.Arbitrary<unknown[]> = fc.uniqueArray(fc.double({ min: 1e-6, max: 1000, noNaN: true }), {
  minLength: 1,
  maxLength: 4,
});
const epochs: fc.Arbitrary<unknown[]> = fc.uniqueArray(fc.integer({ min: 1, max: 100 }), {
  minLength: 1,
  maxLength: 3,
});
/** Either optimizers of all kinds, or one option of those that have it. */
const optimizers = fc.oneof(
  fc.record({ optimizer: some('sgd', 'adam', { name: 'adam', beta_1: 0.5 }, { momentum: 0.5, name: 'momentum' }) }),
  fc.record({ optimizer: some('adam', 'rmsprop'), 'optimizer.epsilon': some(1e-7, 1e-3) }),
);
const axesOfSweep = fc
  .tuple(optimizers, fc.record({ loss: losses, learning_rate: rates, 'training.epochs': epochs }, { requiredKeys: [] }))
  .chain(([first, second]) => {
    const entries = Object.entries<unknown[]>({ ...first, ...second });
    return fc.shuffledSubarray(entries, { minLength: entries.length });
  });

test('any valid sweep plans exactly its count of trials with unique keys, in whatever order its keys are written', () => {
  const write = (axes: readonly (readonly [string, unknown[]])[], repeats: number): string =>
    stringify({ parameters: Object.fromEntries(axes.map(([path, values]) => [path, { values }])), repeats, name: 'a' });
  fc.assert(
    fc.property(axesOfSweep, fc.integer({ min: 1, max: 3 }), (axes, repeats) => {
      const { spec } = loadText(write(axes, repeats));
      const keys = new Set(keysOf(planTrials(spec, context)));
      expect(keys.size).toBe(countTrials(spec));
      expect(countTrials(spec)).toBe(axes.reduce((product, [, values]) => product * values.length, repeats));
      const reversed = plan(write(axes.toReversed(), repeats));
      expect(new Set(keysOf(reversed))).toEqual(keys);
    }),
    { numRuns: 60, seed: 1 },
  );
});

test('a grid refuses a range', () => {
  const { spec } = loadText(text);
  const axes: SweepSpec['axes'] = [...spec.axes, { path: 'learning_rate', from: 0.001, to: 0.1, scale: 'log' }];
  const error = {
    code: 'grid-needs-values',
    message: 'learning_rate: saw a range (0.001 to 0.1, log); a grid tries every value, so it needs a list of values',
    hint: 'List the values to try: `learning_rate: { values: [0.001, 0.1] }`.',
  };
  expect(() => planTrials({ ...spec, axes }, context)).toThrow(expect.objectContaining(error));
  expect(() => countTrials({ ...spec, axes })).toThrow(expect.objectContaining(error));
});
