import { createRequire } from 'node:module';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readSafetensors } from '@sweepdeck/core/checkpoints';
import { datasetConfigSchema, loadDataset } from '@sweepdeck/core/datasets';
import { seedDemoStore } from '@sweepdeck/runner/demo-store';
import { openSqliteStore } from '@sweepdeck/runner/store';
import { makePlace, type Place } from './run-runner.ts';

const data = { name: 'glyphs', count: 1000 };
const sweep = `
name: little
dataset: { name: ${data.name}, count: ${data.count} }
model: lenet5
training: { epochs: 2, batch_size: 32 }
engine: wasm
parameters:
  learning_rate: { values: [0.0003, 0.003, 0.001] }
`;

/** The trained sweep, which no test changes but by exports. */
let trained: Place;
const others: Place[] = [];
beforeAll(async () => {
  trained = makePlace();
  trained.write('little.yaml', sweep);
  const { code, stderr } = await trained.run('sweep', 'little.yaml', '--workers', '2');
  if (code !== 0) throw new Error(stderr);
});
afterAll(() => trained.remove());
afterEach(async () => {
  await Promise.all(others.splice(0).map((place) => place.remove()));
});

function makeOther(): Place {
  const place = makePlace();
  others.push(place);
  place.write('little.yaml', sweep);
  return place;
}

interface Shown {
  readonly trials: readonly {
    readonly id: number;
    readonly key: string;
    readonly result: { readonly objective: number; readonly metrics: Readonly<Record<string, number>> };
  }[];
}

async function trialsOf(place: Place): Promise<Shown['trials']> {
  const { stdout } = await place.run('show', 'little', '--json');
  return (JSON.parse(stdout) as Shown).trials.toSorted((a, b) => b.result.objective - a.result.objective);
}

const checkpoints = (place: Place): string[] => {
  const folder = join(place.directory, '.sweepdeck/checkpoints');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

/** Stock TensorFlow.js on its plain CPU backend, as a user has it. */
interface StockTensor {
  data(): Promise<Float32Array>;
}
interface Stock {
  loadLayersModel(handler: { load(): Promise<unknown> }): Promise<{ predict(x: StockTensor): StockTensor }>;
  tensor4d(values: Float32Array, shape: readonly number[]): StockTensor;
}

function stock(): Stock {
  const require = createRequire(new URL('../../../core/package.json', import.meta.url));
  require('@tensorflow/tfjs-backend-cpu');
  return { ...require('@tensorflow/tfjs-core'), ...require('@tensorflow/tfjs-layers') } as Stock;
}

/** Share of the test images that the exported model gets right. */
async function accuracyOf(folder: string): Promise<number> {
  const tf = stock();
  const { weightsManifest, ...model } = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
  const bytes = readFileSync(join(folder, weightsManifest[0].paths[0]));
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const loaded = await tf.loadLayersModel({
    load: () => Promise.resolve({ ...model, weightSpecs: weightsManifest[0].weights, weightData }),
  });
  const dataset = await loadDataset(datasetConfigSchema.parse(data), { cacheDirectory: trained.directory });
  const { height, width, channels, images, labels, splits } = dataset;
  const size = height * width * channels;
  const pixels = new Float32Array(splits.test.length * size);
  splits.test.forEach((index, place) => {
    for (let i = 0; i < size; i++) pixels[place * size + i] = (images[index * size + i] ?? 0) / 255;
  });
  const output = await loaded.predict(tf.tensor4d(pixels, [splits.test.length, height, width, channels])).data();
  const classes = dataset.classNames.length;
  const right = [...splits.test].filter((index, place) => {
    const row = output.subarray(place * classes, (place + 1) * classes);
    return row.indexOf(Math.max(...row)) === labels[index];
  });
  return right.length / splits.test.length;
}

test('the best trial of a sweep, loaded by stock TensorFlow.js, has the accuracy of its test', async () => {
  const { code, stdout, stderr } = await trained.run('export', 'little');
  expect([code, stderr]).toEqual([0, '']);
  const [best] = await trialsOf(trained);
  const folder = join(trained.directory, `t${best?.id}-tfjs`);
  expect(stdout).toContain(`t${best?.id} `);
  expect(stdout).toContain('best trial of the top-ranked cell in little');
  expect(readdirSync(folder).sort()).toEqual(['MODEL_CARD.md', 'labels.json', 'model.json', 'weights.bin']);
  expect(await accuracyOf(folder)).toBe(best?.result.metrics['test.accuracy']);
  expect(JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8'))).toEqual([
    '0',
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
    '9',
  ]);
  const card = readFileSync(join(folder, 'MODEL_CARD.md'), 'utf8');
  expect(card).toContain('`[batch, 28, 28, 1]` (gray)');
  expect(card).toMatch(
    /Images: \d+ train, \d+ validation, \d+ test\.\nClasses, .* training images: `0` \d+, `1` \d+, /,
  );
  // Only the best trial's weights are kept.
  expect(checkpoints(trained)).toEqual([`${best?.key}.safetensors`]);
});

test('a trial whose weights were not kept can be trained again, to the same bits', async () => {
  const worst = (await trialsOf(trained)).at(-1);
  const name = `t${worst?.id}`;
  const refused = await trained.run('export', name);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('error[weights-not-kept]');
  expect(refused.stderr).toContain(`runner export ${name} --retrain`);
  expect(refused.stderr).toContain('keep_weights: all');
  expect(existsSync(join(trained.directory, `${name}-tfjs`))).toBe(false);

  const again = await trained.run('export', name, '--retrain', '--json');
  expect(again.code).toBe(0);
  expect(JSON.parse(again.stdout)).toMatchObject({ isRetrained: true, trial: { id: worst?.id } });
  expect(await accuracyOf(join(trained.directory, `${name}-tfjs`))).toBe(worst?.result.metrics['test.accuracy']);

  const kept = await trained.run('export', name, '--format', 'safetensors', '--output', 'deep/er/weights');
  expect(kept.code).toBe(0);
  expect(kept.stdout).not.toContain('trained again');
  const { tensors, metadata } = readSafetensors(
    readFileSync(join(trained.directory, 'deep/er/weights/model.safetensors')),
  );
  expect(metadata).toMatchObject({ model: 'lenet5', seed: '0', objective: String(worst?.result.objective) });
  expect(tensors['conv1/kernel']?.shape).toEqual([5, 5, 1, 6]);
});

test('what is in the way stays, unless it is an earlier export and --force is given', async () => {
  const words = ['export', 'little', '--output', 'model'] as const;
  const folder = join(trained.directory, 'model');
  expect((await trained.run(...words)).code).toBe(0);
  const refused = await trained.run(...words);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/error\[output-exists\].*\n.*--force/)]);
  const replaced = await trained.run(...words, '--force', '--format', 'safetensors');
  expect(replaced.code).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(['MODEL_CARD.md', 'labels.json', 'model.safetensors']);
  writeFileSync(join(folder, 'mine.txt'), '');
  const kept = await trained.run(...words, '--force');
  expect([kept.code, kept.stderr]).toEqual([2, expect.stringContaining('error[output-not-an-export]')]);
  const unwritable = await trained.run('export', 'little', '--output', 'little.yaml/model');
  expect([unwritable.code, unwritable.stderr]).toEqual([2, expect.stringContaining('error[output-unwritable]')]);
  expect(readdirSync(trained.directory).filter((name) => name.startsWith('.'))).toEqual(['.sweepdeck']);
});

test('what cannot be exported is told, with exit code 2', async () => {
  const place = makeOther();
  const store = openSqliteStore(join(place.directory, '.sweepdeck'));
  seedDemoStore(store);
  const trials = store.listSweeps().flatMap(({ id }) => store.listTrials(id));
  store.close();
  const idOf = (status: string): string => `t${trials.find((trial) => trial.status === status)?.id}`;
  const cases: readonly (readonly [words: readonly string[], code: string])[] = [
    [['t99999'], 'trial-not-found'],
    [[idOf('diverged')], 'trial-diverged'],
    [[idOf('finished')], 'weights-not-kept'],
    [[idOf('finished'), '--format', 'onnx'], 'usage'],
  ];
  for (const [words, expected] of cases) {
    const { code, stdout, stderr } = await place.runHere('export', ...words);
    expect([words, code, stdout]).toEqual([words, 2, '']);
    expect(stderr).toContain(`error[${expected}]`);
    expect(stderr).toContain('hint:');
  }
});

test('killed while it keeps all weights, a sweep leaves whole files, and its next run the rest', async () => {
  const place = makeOther();
  const words = ['sweep', 'little.yaml', '--set', 'keep_weights=all', '--workers', '1', '--reporter', 'plain'] as const;
  const running = place.start(...words);
  await running.waitFor(/✓ /);
  running.killGroup('SIGKILL');
  await running.finished;
  const early = checkpoints(place).filter((name) => name.endsWith('.safetensors'));
  expect(early.length).toBeGreaterThanOrEqual(1);
  const read = (name: string): unknown =>
    readSafetensors(readFileSync(join(place.directory, '.sweepdeck/checkpoints', name))).metadata;
  for (const name of early) expect(read(name)).toMatchObject({ model: 'lenet5' });
  let next = await place.run(...words);
  // The system may list the killed process for a while yet.
  if (next.stderr.includes('sweep-is-running')) {
    await new Promise((resolve) => setTimeout(resolve, 16_000));
    next = await place.run(...words);
  }
  expect(next.code).toBe(0);
  const trials = await trialsOf(place);
  expect(checkpoints(place).filter((name) => name.endsWith('.safetensors'))).toEqual(
    trials.map(({ key }) => `${key}.safetensors`).sort(),
  );
});

test('where weights cannot be kept, the results are, with one warning; none are kept where none are wanted', async () => {
  const place = makeOther();
  mkdirSync(join(place.directory, '.sweepdeck'));
  place.write('.sweepdeck/checkpoints', 'a file in its place');
  const short = ['--set', 'training.epochs=1', '--workers', '1'] as const;
  const { code, stdout } = await place.run('sweep', 'little.yaml', ...short, '--reporter', 'json');
  expect(code).toBe(0);
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const warnings = events.filter(({ type }) => type === 'weights-not-kept');
  expect(warnings).toMatchObject([{ error: { code: 'checkpoint-unwritable' } }]);
  expect(events.at(-1)).toMatchObject({ type: 'sweep-ended', status: 'finished' });
  const exported = await place.run('export', 'little', '--retrain');
  expect(exported.code).toBe(0);
  expect(exported.stderr).toContain('cannot be kept');

  const without = makeOther();
  expect((await without.run('sweep', 'little.yaml', ...short, '--set', 'keep_weights=none')).code).toBe(0);
  expect(checkpoints(without)).toEqual([]);
  // Another choice is the same sweep.
  const again = await without.run('sweep', 'little.yaml', ...short);
  expect(again.stdout).toContain('3 already finished');
});

test('a model with a pretrained part is exported as its weights only; an export can be that part', async () => {
  const place = makeOther();
  expect((await trained.run('export', 'little', '--output', join(place.directory, 'base'))).code).toBe(0);
  place.write(
    'tuned.yaml',
    `name: tuned
dataset: { name: glyphs, count: 400 }
model: { name: pretrained, path: base/model.json, features: flatten }
training: { epochs: 1, batch_size: 32 }
engine: wasm
`,
  );
  expect((await place.run('sweep', 'tuned.yaml', '--workers', '1')).code).toBe(0);
  const refused = await place.run('export', 'tuned');
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringMatching(/^error\[export-unsupported\].*\nhint: .*safetensors/),
  ]);
  expect(readdirSync(place.directory)).not.toContain('t1-tfjs');
  expect((await place.run('export', 'tuned', '--format', 'safetensors')).code).toBe(0);
  const { tensors } = readSafetensors(readFileSync(join(place.directory, 't1-safetensors/model.safetensors')));
  expect(Object.keys(tensors)).toContain('head/kernel');
  expect(tensors['pretrained/conv1/kernel']?.shape).toEqual([5, 5, 1, 6]);
});
