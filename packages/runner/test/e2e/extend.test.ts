import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SweepSummary, TrialRecord } from '../../src/records/records.ts';
import { loadSweep } from '../../src/spec/load-sweep.ts';
import { specToJson } from '../../src/spec/sweep-spec.ts';
import type { Store } from '../../src/store/store.ts';
import { openSqliteReader, openSqliteStore } from '../../src/store/open-store.ts';
import { openWithTrials } from '../../src/store/open-with-trials.ts';
import { newSweep } from '../../src/store/testing/sample-sweep.ts';
import type { Answer } from './run-here.ts';
import { makePlace, type Place } from './run-runner.ts';

const rates = (values: string, more = ''): string => `
name: rates
dataset: { name: glyphs, count: 100 }
model: logistic
training: { epochs: 1, batch_size: 16 }
engine: cpu
keep_weights: all
parameters:
${more}  learning_rate: { values: [${values}] }
`;

let place: Place;
beforeEach(() => {
  place = makePlace();
  place.write('rates.yaml', rates('0.1, 0.2'));
});
afterEach(() => place.remove());

/** Stores the sweep of the file without training it; closed unless it is to look running. */
function start(isRunning = false): Store {
  const loaded = loadSweep('rates.yaml', { currentDirectory: place.directory });
  const { spec, specHash, source } = loaded;
  const store = openSqliteStore(join(place.directory, '.sweepdeck'));
  const sweep = newSweep({ name: spec.name, spec: specToJson(spec), specHash, source, engine: 'cpu' });
  const { id } = openWithTrials(store, sweep, { isFresh: false, workers: 1, processId: process.pid });
  if (isRunning) return store;
  store.closeSweep(id, 'paused');
  store.close();
  return store;
}

const extend = (...words: readonly string[]): Promise<Answer> => place.runHere('extend', ...words);

interface Stored {
  readonly sweeps: readonly SweepSummary[];
  readonly trials: readonly TrialRecord[];
}

function read(): Stored {
  const reader = openSqliteReader(join(place.directory, '.sweepdeck'));
  try {
    return { sweeps: reader.listSweeps(), trials: reader.listTrials(1) };
  } finally {
    reader.close();
  }
}

test('a sweep gets values and a new axis, then epochs; finished trials stay what they are', async () => {
  expect(await place.run('sweep', 'rates.yaml', '--workers', '1')).toMatchObject({ code: 0 });
  const before = read();
  place.write('larger.yaml', rates('0.1, 0.2, 0.4', '  optimizer: { values: [adam, sgd] }\n'));
  const diff = `Sweep s1 (rates):
  optimizer      adam (fixed) + sgd
  learning_rate  0.1, 0.2 + 0.4
  trials         2 -> 6, of which 2 finished stay
`;
  expect(await extend('s1', 'larger.yaml', '--dry-run')).toEqual({
    code: 0,
    stdout: `${diff}Nothing was changed. Omit \`--dry-run\` to extend the sweep.\n`,
    stderr: '',
  });
  expect(await extend('rates', 'larger.yaml')).toMatchObject({
    code: 2,
    stdout: diff,
    stderr: expect.stringMatching(/extend-not-confirmed(.|\n)*--yes/),
  });
  expect(read()).toEqual(before);

  const extended = await place.run('extend', 's1', 'larger.yaml', '--workers', '1', '--yes');
  expect(extended).toMatchObject({ code: 0, stderr: '' });
  expect(extended.stdout).toContain(`${diff}Continuing rates  s1 · 6 trials · 2 already finished`);
  const larger = read();
  expect(larger.trials).toHaveLength(6);
  for (const [at, { id, position, key, result }] of before.trials.entries())
    expect(larger.trials[at]).toMatchObject({ id, position, key, result, isReused: false });
  expect(larger.trials.map(({ parameters }) => Object.values(parameters))).toContainEqual(['adam', 0.1]);
  // The larger file is this sweep now.
  const again = await place.run('sweep', 'larger.yaml', '--workers', '1');
  expect(again.stdout).toContain('s1 · 6 trials · 6 already finished');

  const longer = await place.run('extend', 's1', '--set', 'training.epochs=2', '--workers', '1', '--yes');
  expect(longer).toMatchObject({ code: 0, stderr: '' });
  expect(longer.stdout).toContain('training.epochs  1 -> 2');
  expect(longer.stdout.match(/continues trial t\d from epoch 1/g)).toHaveLength(6);
  const { sweeps, trials } = read();
  expect(sweeps).toMatchObject([{ id: 1, status: 'finished', counts: { finished: 6 } }]);
  expect(trials.map(({ config }) => config.training.epochs)).toEqual([2, 2, 2, 2, 2, 2]);
});

test('what cannot be extended is refused with a hint, and nothing is changed', async () => {
  const refusals: (readonly [string, RegExp, readonly string[]])[] = [
    ['sweep-not-found', /runner list|s1/, ['s9', '--set', 'repeats=2']],
    ['sweep-file-not-found', /./, ['s1', 'nothing.yaml']],
    [
      'extend-changes-results',
      /metric.*validation\.loss.*validation\.accuracy/,
      ['s1', '--set', 'metric={ name: validation.loss }'],
    ],
    ['extend-changes-results', /learning_rate.*0\.2/, ['s1', '--set', 'learning_rate=[0.1, 0.4]']],
    ['extend-changes-results', /engine: saw wasm, but the sweep has cpu/, ['s1', '--set', 'engine=wasm']],
    ['extend-changes-results', /dataset\.count: saw 200/, ['s1', '--set', 'dataset.count=200']],
    ['nothing-to-extend', /--set repeats=5/, ['s1']],
    ['nothing-to-extend', /./, ['s1', 'rates.yaml', '--yes']],
    ['sweep-invalid', /repeats/, ['s1', '--set', 'repeats=0']],
  ];
  const noStore = await extend('s1', '--set', 'repeats=2');
  expect(noStore).toMatchObject({ code: 2, stderr: expect.stringContaining('store-not-found') });
  start();
  const before = read();
  for (const [code, words, line] of refusals) {
    const answer = await extend(...line);
    expect(answer).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(`error[${code}]`) });
    expect(answer.stderr).toMatch(words);
    // Each problem of a file has a hint of its own, or none.
    expect(answer.stderr).toMatch(code === 'sweep-invalid' ? /./ : /hint: /);
  }
  expect(read()).toEqual(before);
});

test('a sweep that runs is refused', async () => {
  const store = start(true);
  expect(await extend('s1', '--set', 'repeats=2', '--yes')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/sweep-is-running(.|\n)*runner stop rates/),
  });
  store.close();
});
