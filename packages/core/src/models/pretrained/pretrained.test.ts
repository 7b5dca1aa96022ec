import { argMax, dispose, image, io, matMul, memory, slice, tidy, tile, type Tensor2D } from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labelsOf, oneHotTargets } from '../../training/targets.ts';
import { openEngine, type Engine } from '../../engines/index.ts';
import { crossEntropyLoss } from '../../losses/cross-entropy.ts';
import { gatherBatch } from '../../ops/gather-batch.ts';
import { adam } from '../../optimizers/adam.ts';
import { countLeakedTensors, tinyDataset } from '../../testing/index.ts';
import { trackWasmPeak } from '../../testing/track-wasm-peak.ts';
import { createTrial, train, trialConfigSchema } from '../../training/index.ts';
import { createTrainStep } from '../../training/train-step.ts';
import type { InputShape, Model } from '../model.ts';
import { pretrained } from './pretrained.ts';

const dataset = tinyDataset(120);
const input: InputShape = { height: 8, width: 8, channels: 1, classes: 4 };
let directory: string;
const at = (name: string): string => path.join(directory, name);

/** Trains a small model with tfjs-layers itself on the bars, color images of 6x6, and saves it. */
async function trainAndSave(): Promise<void> {
  await openEngine('cpu');
  const kernelInitializer = layers.initializers.glorotNormal({ seed: 2 });
  const conv = { kernelSize: 3, activation: 'relu', kernelInitializer } as const;
  const model = layers.sequential({
    layers: [
      layers.layers.conv2d({ ...conv, name: 'early', inputShape: [6, 6, 3], filters: 6 }),
      layers.layers.batchNormalization({ name: 'norm' }),
      layers.layers.conv2d({ ...conv, name: 'late', filters: 8 }),
      layers.layers.flatten({ name: 'list' }),
      layers.layers.dense({ name: 'old_head', units: 4, activation: 'softmax', kernelInitializer }),
    ],
  });
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  const indices = dataset.splits.train;
  const x = tidy(() => {
    const gray = slice(gatherBatch(dataset, indices), [0, 0, 0, 0], [-1, 6, 6, 1]);
    return tile(gray, [1, 1, 1, 3]);
  });
  await model.fit(x, oneHotTargets(labelsOf(dataset, indices), 4), { epochs: 3, shuffle: false });
  await saveLayers('layers', model);
  const [kernel, bias] = model.getLayer('early').getWeights();
  const graph = convolutionGraph();
  const specs = [
    { name: 'kernel', shape: kernel?.shape ?? [], dtype: 'float32' },
    { name: 'bias', shape: bias?.shape ?? [], dtype: 'float32' },
  ];
  const values = [kernel, bias].flatMap((weight) => [...(weight?.dataSync() ?? [])]);
  await saveFiles(at('graph'), graph, specs, Float32Array.from(values).buffer);
  model.dispose();
  dispose(x);
}

async function saveLayers(name: string, model: layers.LayersModel): Promise<void> {
  await model.save(
    io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      await saveFiles(at(name), modelTopology, weightSpecs ?? [], weightData as ArrayBuffer);
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
}

/** As MobileNet begins: strides that skip pixels, of which one axis has another; not trained. */
async function saveSeparable(): Promise<void> {
  const model = layers.sequential({
    layers: [
      layers.layers.conv2d({ name: 'wide', inputShape: [6, 6, 3], filters: 4, kernelSize: 3, padding: 'same' }),
      layers.layers.depthwiseConv2d({ name: 'deep', kernelSize: 3, strides: [2, 2], padding: 'same' }),
      layers.layers.conv2d({ name: 'narrow', filters: 6, kernelSize: 3, strides: [1, 2], padding: 'same' }),
      layers.layers.reLU({ name: 'features', maxValue: 6 }),
      layers.layers.globalAveragePooling2d({ name: 'means' }),
      layers.layers.dense({ name: 'old_head', units: 4 }),
    ],
  });
  await saveLayers('separable', model);
  model.dispose();
}

/** relu(conv2d(x, kernel) + bias) as the converter of TensorFlow.js writes a graph. */
function convolutionGraph(): object {
  const float = { type: 'DT_FLOAT' };
  const size = (...sizes: number[]): object => ({ shape: { dim: sizes.map((each) => ({ size: String(each) })) } });
  const constant = (name: string, ...sizes: number[]): object => ({
    name,
    op: 'Const',
    attr: {
      dtype: float,
      value: { tensor: { dtype: 'DT_FLOAT', tensorShape: { dim: sizes.map((each) => ({ size: String(each) })) } } },
    },
  });
  const list = (...values: number[]): object => ({ list: { i: values.map(String) } });
  return {
    node: [
      { name: 'images', op: 'Placeholder', attr: { dtype: float, shape: size(-1, 6, 6, 3) } },
      constant('kernel', 3, 3, 3, 6),
      constant('bias', 6),
      {
        name: 'convolved',
        op: 'Conv2D',
        input: ['images', 'kernel'],
        attr: {
          T: float,
          strides: list(1, 1, 1, 1),
          dilations: list(1, 1, 1, 1),
          padding: { s: Buffer.from('VALID').toString('base64') },
          data_format: { s: Buffer.from('NHWC').toString('base64') },
        },
      },
      { name: 'biased', op: 'BiasAdd', input: ['convolved', 'bias'], attr: { T: float } },
      { name: 'features', op: 'Relu', input: ['biased'], attr: { T: float } },
    ],
    versions: { producer: 1 },
  };
}

async function saveFiles(folder: string, modelTopology: unknown, weights: unknown, data: ArrayBuffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'weights.bin'), Buffer.from(data));
  const manifest = { modelTopology, weightsManifest: [{ paths: ['weights.bin'], weights }] };
  await writeFile(path.join(folder, 'model.json'), JSON.stringify(manifest));
}

async function make(options: object): Promise<Model> {
  const maker = await pretrained.create(
    pretrained.options.parse(options) as Parameters<typeof pretrained.create>[0],
    undefined,
  );
  return maker(input);
}

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'sweepdeck-pretrained-'));
  await trainAndSave();
  await saveSeparable();
}, 60_000);
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Accuracy on the test images after some steps of Adam on the training images. */
function trainHead(model: Model): { accuracy: number; moved: string[] } {
  const optimizer = adam.create({ beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 }, undefined);
  const step = createTrainStep({ model, loss: crossEntropyLoss, optimizer });
  const parameters = model.init(1);
  const trained = Object.fromEntries(Object.entries(parameters).filter(([name]) => !model.untrained.has(name)));
  const before = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, [...value.dataSync()].join()]),
  );
  let state = { parameters, optimizer: optimizer.init(trained) };
  for (let i = 1; i <= 60; i++) {
    const result = tidy(() => {
      const targets = oneHotTargets(labelsOf(dataset, dataset.splits.train), 4);
      return step(state, gatherBatch(dataset, dataset.splits.train), targets, { seed: 1, step: i, learningRate: 0.02 });
    });
    dispose([state.parameters, state.optimizer, result.loss, result.logits, result.squaredGradientNorm]);
    state = result.state;
  }
  const predicted = tidy(() =>
    argMax(
      model.apply(state.parameters, gatherBatch(dataset, dataset.splits.test), { isTraining: false, seed: 0, step: 0 }),
      1,
    ).dataSync(),
  );
  const labels = labelsOf(dataset, dataset.splits.test);
  const moved = Object.entries(state.parameters)
    .filter(([name, value]) => [...value.dataSync()].join() !== before[name])
    .map(([name]) => name);
  dispose([state.parameters, state.optimizer]);
  return { accuracy: labels.filter((label, i) => label === predicted[i]).length / labels.length, moved };
}

describe.each(['cpu', 'wasm'] as const)('on %s', (engineName) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine(engineName);
  });

  test('gives the features of the saved model, on images resized and repeated into its channels', async () => {
    const model = await make({ path: at('layers') });
    const saved = await layers.loadLayersModel(await handlerOf(at('layers')));
    const until = layers.model({
      inputs: saved.inputs,
      outputs: saved.getLayer('list').output as layers.SymbolicTensor,
    });
    tidy(() => {
      const parameters = model.init(3);
      const x = gatherBatch(dataset, dataset.splits.test.subarray(0, 5));
      const features = until.predict(tile(image.resizeBilinear(x, [6, 6], false, true), [1, 1, 1, 3])) as Tensor2D;
      const kernel = parameters['head/kernel'] as Tensor2D;
      const wanted = matMul(features, kernel).dataSync();
      const seen = model.apply(parameters, x, { isTraining: false, seed: 0, step: 0 }).dataSync();
      wanted.forEach((value, i) => expect(seen[i]).toBeCloseTo(value, 4));
    });
    saved.dispose();
  });

  test('frozen: only the new head learns', async () => {
    const { accuracy, moved } = trainHead(await make({ path: at('layers'), units: 8 }));
    expect(moved.toSorted()).toEqual(['head/bias', 'head/kernel', 'head_hidden/bias', 'head_hidden/kernel']);
    expect(accuracy).toBeGreaterThan(0.8);
  });

  test.each(['late', 2])(
    'fine-tuned from %s: that layer learns too, those before it and running statistics do not',
    async (from) => {
      const { accuracy, moved } = trainHead(
        await make({ path: path.join(at('layers'), 'model.json'), fine_tune_from: from }),
      );
      expect(moved.toSorted()).toEqual(['head/bias', 'head/kernel', 'pretrained/late/bias', 'pretrained/late/kernel']);
      expect(accuracy).toBeGreaterThan(0.8);
    },
  );

  test('fine-tunes convolutions that the stock backend has no gradient for', async () => {
    const { moved } = trainHead(await make({ path: at('separable'), fine_tune_from: 'wide' }));
    expect(moved.filter((name) => name.includes('/wide/') || name.includes('/deep/')).length).toBe(4);
  });

  test('a graph is a frozen extractor too', async () => {
    const model = await make({ path: at('graph') });
    const { accuracy, moved } = trainHead(model);
    expect(moved.toSorted()).toEqual(['head/bias', 'head/kernel']);
    expect(accuracy).toBeGreaterThan(0.5);
    // 4x4 places x 3x3x3x6, and 6 features x 4 classes.
    expect(model.multiplyAdds).toBe(16 * 162 + 24);
  });

  test('leaves no tensor behind but its parameters, also when it is made again', async () => {
    for (const name of ['layers', 'graph']) {
      expect(await countLeakedTensors(async () => void trainHead(await make({ path: at(name) })))).toBe(0);
    }
  });

  test.each<{ path: string; fine_tune_from?: string }>([
    { path: 'layers' },
    { path: 'layers', fine_tune_from: 'late' },
    { path: 'graph' },
  ])('%o trains for three epochs and leaves no tensor behind', async (options) => {
    const config = trialConfigSchema.parse({
      model: { name: 'pretrained', ...options, path: at(options.path) },
      learning_rate: 0.02,
      training: { epochs: 3, batch_size: 8 },
    });
    const accuracies: unknown[] = [];
    const leaked = await countLeakedTensors(async () => {
      for await (const event of train(config, dataset, engine, { aborted: false }))
        if (event.type === 'epoch') accuracies.push(event.metrics['validation.accuracy']);
    });
    expect(accuracies).toHaveLength(3);
    // Chance is 0.25 with four classes. The graph gives only the means of six features.
    expect(accuracies.at(-1)).toBeGreaterThan(options.path === 'graph' ? 0.3 : 0.5);
    expect(leaked).toBe(0);
  });
});

test('counts weights and multiply-adds', async () => {
  await openEngine('cpu');
  const before = memory().numTensors;
  const model = await make({ path: at('layers'), fine_tune_from: 'late' });
  expect(memory().numTensors).toBe(before);
  expect(model.parameterCount).toBe(9 * 6 * 8 + 8 + 32 * 4 + 4);
  expect(model.multiplyAdds).toBe(16 * 27 * 6 + 4 * 54 * 8 + 32 * 4);
});

test.each([
  ['a missing file', { path: 'nowhere' }, 'pretrained-not-found'],
  ['an unknown layer', { path: 'layers', features: 'latest' }, 'pretrained-unknown-layer'],
  ['an index behind the last layer', { path: 'layers', fine_tune_from: 5 }, 'pretrained-unknown-layer'],
  ['fine-tuning of a graph', { path: 'graph', fine_tune_from: 0 }, 'pretrained-graph-frozen'],
  ['features of an index behind the last layer', { path: 'layers', features: 5 }, 'pretrained-unknown-layer'],
  ['features of an index of a graph', { path: 'graph', features: 1 }, 'pretrained-unknown-layer'],
  ['an unknown node', { path: 'graph', features: 'latest' }, 'pretrained-unknown-layer'],
  ['another hash', { path: 'layers', sha256: '00' }, 'pretrained-changed'],
])('refuses %s', async (_, options, code) => {
  await openEngine('cpu');
  await expect(make({ ...options, path: at(options.path) })).rejects.toMatchObject({ code, hint: expect.any(String) });
});

test.each([
  ['the old head, which is cut off', { fine_tune_from: 'old_head' }, 'old_head to list', 'name late or'],
  ['a layer without weights', { fine_tune_from: 3 }, 'list to list', 'name late or'],
  ['a layer behind the features', { features: 'norm', fine_tune_from: 'late' }, 'late to norm', 'name norm or'],
  ['a layer behind features of an index', { features: 1, fine_tune_from: 2 }, 'late to norm', 'name norm or'],
])('refuses to fine-tune nothing: from %s', async (_, options, says, hint) => {
  await openEngine('cpu');
  await expect(make({ path: at('layers'), ...options })).rejects.toMatchObject({
    code: 'pretrained-nothing-tuned',
    message: expect.stringContaining(says),
    hint: expect.stringContaining(hint),
  });
});

test('features are a layer by its name or by its index', async () => {
  await openEngine('cpu');
  const [named, counted] = [
    await make({ path: at('layers'), features: 'late' }),
    await make({ path: at('layers'), features: 2 }),
  ];
  expect(counted.parameterCount).toBe(named.parameterCount);
  expect(Object.keys(counted.init(1))).toEqual(Object.keys(named.init(1)));
});

test.each([
  ['weights cut short', (): Promise<void> => truncate(path.join(at('broken'), 'weights.bin'), 10)],
  ['no JSON', (): Promise<void> => writeFile(path.join(at('broken'), 'model.json'), '{"modelTopology":')],
  ['another JSON', (): Promise<void> => writeFile(path.join(at('broken'), 'model.json'), '{"a":1}')],
  ['an unknown layer class', (): Promise<void> => replaceIn('model.json', '"Flatten"', '"Flattened"')],
])('refuses %s with a named error', async (_, damage) => {
  await openEngine('cpu');
  await rm(at('broken'), { recursive: true, force: true });
  await mkdir(at('broken'));
  for (const name of ['model.json', 'weights.bin'])
    await writeFile(path.join(at('broken'), name), await readFile(path.join(at('layers'), name)));
  await damage();
  await expect(make({ path: at('broken') })).rejects.toMatchObject({ code: 'pretrained-invalid' });
});

/** Measured on one image, where what does not grow with the batch is much of so small a model. */
test.each([{}, { fine_tune_from: 'late' }, { fine_tune_from: 'early', units: 16 }])(
  'with %j training takes about the memory that is likely',
  async (options) => {
    (await openEngine('wasm')).dispose();
    const engine = await openEngine('wasm');
    const config = trialConfigSchema.parse({
      model: { name: 'pretrained', path: at('layers'), ...options },
      training: { epochs: 2, batch_size: 16 },
    });
    const { least, likely } = await (await createTrial(config, dataset)).memory();
    const peak = trackWasmPeak();
    for await (const event of train(config, dataset, engine, { aborted: false }))
      expect(event.type).not.toBe('diverged');
    expect(peak()).toBeGreaterThan(least);
    expect(peak() / likely).toBeGreaterThan(0.35);
    expect(peak() / likely).toBeLessThan(1.3);
    engine.dispose();
  },
);

async function replaceIn(name: string, from: string, to: string): Promise<void> {
  const file = path.join(at('broken'), name);
  await writeFile(file, (await readFile(file, 'utf8')).replace(from, to));
}

async function handlerOf(folder: string): Promise<io.IOHandler> {
  const { readModelFiles } = await import('./read-model-files.ts');
  const { artifacts } = await readModelFiles(folder);
  return { load: () => Promise.resolve(artifacts) };
}
