import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { dispose, engine, getBackend, matMul, memory, ones, profile, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { countLeakedTensors, tinyDataset } from '../../testing/index.ts';
import { useSoftwareVulkan } from '../../testing/software-vulkan.ts';
import { measureStep, runRangeTest, train, trialConfigSchema, type TrainingEvent } from '../../training/index.ts';
import { openEngine } from '../open-engine.ts';
import { webgpuEngine } from './webgpu-engine.ts';

const missing = useSoftwareVulkan();
const running = { aborted: false };
const dataset = tinyDataset(192);
/** Emulated, and beside other tests: some take long. */
const patient = 120_000;

const smallCnn = {
  name: 'layers',
  layers: [{ name: 'conv2d', filters: 8 }, 'relu', 'max-pool', 'flatten', 'dense'],
};

/** All but progress, without times. */
async function collect(changes: object, engineName: string): Promise<TrainingEvent[]> {
  const config = trialConfigSchema.parse({
    model: smallCnn,
    learning_rate: 0.03,
    training: { epochs: 2, batch_size: 12 },
    ...changes,
  });
  const events: TrainingEvent[] = [];
  const opened = await openEngine(engineName);
  for await (const event of train(config, dataset, opened, running, { keepWeights: true })) {
    if (event.type === 'epoch') {
      events.push({ ...event, metrics: { ...event.metrics, seconds: 0, samples_per_second: 0, engine_memory: 0 } });
    } else if (event.type !== 'progress') events.push(event);
  }
  return events;
}

vi.setConfig({ testTimeout: patient });
beforeEach((context) => {
  context.skip(missing !== undefined, missing);
});
afterEach(async () => {
  if (missing === undefined) (await webgpuEngine.open()).dispose();
});

test('a GPU that the processor emulates works, and is no candidate', async () => {
  expect(await webgpuEngine.check()).toEqual({
    works: true,
    device: expect.stringContaining('SwiftShader'),
    numericsVersion: 'webgpu-2/google-swiftshader',
    isCandidate: false,
    memory: { of: 'machine', mostTensorBytes: expect.any(Number) },
  });
});

test('without a driver it says what is missing', async () => {
  const driver = process.env['VK_DRIVER_FILES'];
  process.env['VK_DRIVER_FILES'] = '/nowhere.json';
  process.env['VK_ICD_FILENAMES'] = '/nowhere.json';
  try {
    expect(await webgpuEngine.check()).toEqual({
      works: false,
      reason: 'no GPU adapter was found',
      hint: expect.stringContaining('Vulkan'),
    });
  } finally {
    Object.assign(process.env, { VK_DRIVER_FILES: driver, VK_ICD_FILENAMES: driver });
  }
});

test('an adapter of another name is refused with those that there are', async () => {
  process.env['SWEEPDECK_WEBGPU_ADAPTER'] = 'GeForce 256';
  try {
    expect(await webgpuEngine.check()).toMatchObject({
      works: false,
      reason: expect.stringMatching(/"GeForce 256"[^]*SwiftShader/),
      hint: expect.stringContaining('SWEEPDECK_WEBGPU_ADAPTER'),
    });
  } finally {
    delete process.env['SWEEPDECK_WEBGPU_ADAPTER'];
  }
});

test('opens, switches, closes and opens again, and leaves nothing in the global scope that keeps a thread', async () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  const first = await webgpuEngine.open();
  expect([first.reads, getBackend()]).toEqual(['deferred', 'webgpu']);
  await openEngine('cpu');
  await first.makeCurrent();
  expect(getBackend()).toBe('webgpu');
  first.dispose();
  first.dispose();
  const again = await webgpuEngine.open();
  const product = tidy(() => matMul(ones([40, 50]), ones([50, 40])));
  expect((await product.data()).every((value) => value === 50)).toBe(true);
  product.dispose();
  expect(again.memoryBytes()).toBeGreaterThan(0);
  expect(Object.getOwnPropertyDescriptor(globalThis, 'navigator')).toEqual(before);
});

test('opening, computing and profiling are silent', async () => {
  const warn = vi.spyOn(console, 'warn');
  await webgpuEngine.open();
  const { kernels, result } = await profile(() => tidy(() => matMul(ones([40, 50]), ones([50, 40]))));
  expect(kernels.map(({ name }) => name)).toContain('BatchMatMul');
  expect((await (result as Tensor).data())[0]).toBe(50);
  dispose(result);
  expect(warn).not.toHaveBeenCalled();
});

test('an error of the device reaches the next who reads a result, and no one after', async () => {
  await webgpuEngine.open();
  const { device } = engine().backend as WebGPUBackend;
  const product = tidy(() => matMul(ones([40, 50]), ones([50, 40])));
  device.createBuffer({ size: 4, usage: 0 });
  await expect(product.data()).rejects.toMatchObject({
    code: 'engine-failed',
    message: expect.stringContaining('usage'),
  });
  expect((await product.data())[0]).toBe(50);
  product.dispose();
});

test('a worker thread that used it ends, and so does its process', async () => {
  // Without a parent to tell, the check only opens the GPU, computes and closes it.
  const entry = new URL('./check-entry.ts', import.meta.url).href;
  const inThread = `import('tsx/esm/api').then(({ register }) => (register(), import('${entry}')))`;
  const code = `
    const { Worker } = require('node:worker_threads');
    const worker = new Worker(${JSON.stringify(inThread)}, { eval: true });
    worker.on('exit', (code) => console.log('exit code', code));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', code], { cwd: import.meta.dirname });
  expect(stdout).toBe('exit code 0\n');
});

test('learns as on wasm, leaves no tensor behind, and a second run is the same bits', async () => {
  const expected = (await collect({}, 'wasm')).at(-1);
  let events: TrainingEvent[] = [];
  expect(await countLeakedTensors(async () => (events = await collect({}, 'webgpu')))).toBe(0);
  const finished = events.at(-1);
  if (finished?.type !== 'finished' || expected?.type !== 'finished') throw new Error('a trial did not finish');
  expect(expected.test.accuracy).toBeGreaterThan(0.9);
  expect(Math.abs(finished.test.accuracy - expected.test.accuracy)).toBeLessThan(0.03);
  expect(finished.test.loss / expected.test.loss).toBeCloseTo(1, 2);
  expect(await collect({}, 'webgpu')).toEqual(events);
});

test('divergence is found at the same step as on wasm', async () => {
  const changes = { model: 'mlp', optimizer: 'sgd', learning_rate: 1000, training: { epochs: 2, batch_size: 4 } };
  const [expected, found] = [await collect(changes, 'wasm'), await collect(changes, 'webgpu')];
  expect(expected.at(-1)).toMatchObject({ type: 'diverged', epoch: 1 });
  expect(found.at(-1)).toEqual(expected.at(-1));
});

describe('with a logistic model', () => {
  const config = trialConfigSchema.parse({ model: 'logistic', training: { batch_size: 32 } });

  test('a trial that is stopped early leaves no tensor', async () => {
    const opened = await webgpuEngine.open();
    const leaked = await countLeakedTensors(async () => {
      for await (const { type } of train(config, dataset, opened, running)) if (type === 'epoch') break;
      const signal = { aborted: false };
      for await (const { type } of train(config, dataset, opened, signal)) if (type === 'epoch') signal.aborted = true;
    });
    expect(leaked).toBe(0);
  });

  test('steps are timed and a range test runs', async () => {
    const opened = await webgpuEngine.open();
    const before = memory().numTensors;
    const { secondsPerStep, secondsPerEvaluatedImage } = await measureStep(config, dataset, opened);
    expect(secondsPerStep).toBeGreaterThan(0);
    expect(secondsPerEvaluatedImage).toBeGreaterThan(0);
    const rates: number[] = [];
    const options = { minimumRate: 1e-4, maximumRate: 1e-2, steps: 3 };
    for await (const { loss, learningRate } of runRangeTest(config, dataset, opened, options, running)) {
      expect(loss).toBeGreaterThan(0);
      rates.push(learningRate);
    }
    expect(rates).toHaveLength(3);
    expect(memory().numTensors).toBe(before);
  });
});
