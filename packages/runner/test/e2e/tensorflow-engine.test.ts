import { dispose } from '@tensorflow/tfjs-core';
import { dirname } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openEngine } from '@sweepdeck/core/engines';
import { lossRegistry } from '@sweepdeck/core/losses';
import { modelRegistry } from '@sweepdeck/core/models';
import { optimizerRegistry } from '@sweepdeck/core/optimizers';
import { countLeakedTensors, randomDataset, relativeError } from '@sweepdeck/core/testing';
import { createTrial, trialConfigSchema } from '@sweepdeck/core/training';
import { findTensorflow, type FoundTensorflow } from './find-tensorflow.ts';
import { makePlace, type Finished, type Place } from './run-runner.ts';

let tensorflow: FoundTensorflow = { reason: 'not looked for yet' };
let place: Place;
let installed: Finished;

beforeAll(async () => {
  tensorflow = await findTensorflow();
  if (tensorflow.folder === undefined) return;
  place = makePlace();
  installed = await place.run('engine', 'install', 'tensorflow', '--libtensorflow', tensorflow.folder, '--json');
}, 300_000);
beforeEach((context) => {
  if (tensorflow.folder === undefined) context.skip(tensorflow.reason);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  if (tensorflow.folder === undefined) return;
  await place.remove();
  tensorflow.remove();
});

test('the command builds the addon, trains a step on it and says on what; doctor finds it', async () => {
  expect(installed).toMatchObject({ code: 0, stderr: expect.stringContaining('Training one step') });
  expect(JSON.parse(installed.stdout)).toMatchObject({
    flavor: 'tensorflow',
    route: 'build',
    device: expect.stringMatching(/^TensorFlow \d+\.\d+\.\d+ CPU$/),
    numericsVersion: expect.stringContaining('cpu'),
  });
  const doctor = JSON.parse((await place.run('doctor', '--json')).stdout) as { engines: { name: string }[] };
  expect(doctor.engines).toContainEqual(expect.objectContaining({ name: 'tensorflow', works: true }));
});

test('two workers train a sweep on it to the accuracy that wasm reaches', async () => {
  const accuracies: number[][] = [];
  for (const engine of ['tensorflow', 'wasm']) {
    place.write(
      `${engine}.yaml`,
      [
        `name: on-${engine}`,
        `engine: ${engine}`,
        'dataset: { name: glyphs, count: 1000 }',
        'training: { epochs: 2 }',
        'parameters: { learning_rate: { values: [0.002, 0.004] } }',
      ].join('\n'),
    );
    const sweep = await place.run('sweep', `${engine}.yaml`, '--workers', '2');
    expect(sweep).toMatchObject({ code: 0, stderr: '' });
    const { trials } = JSON.parse((await place.run('show', `on-${engine}`, '--all', '--json')).stdout) as {
      trials: { result: { metrics: Record<string, number> } }[];
    };
    accuracies.push(trials.map(({ result }) => result.metrics['test.accuracy'] ?? Number.NaN));
  }
  const [native = [], wasm = []] = accuracies;
  expect(native).toHaveLength(2);
  // 100 to 200 test images; the two engines round differently and drift apart a little.
  for (const [i, accuracy] of native.entries()) expect(Math.abs(accuracy - (wasm[i] ?? Number.NaN))).toBeLessThan(0.05);
});

test('a crash of native code fails its own trial; the sweep goes on', async () => {
  place.write('crash.ts', "export default { create: () => () => process.kill(process.pid, 'SIGSEGV') };");
  place.write(
    'crash.yaml',
    [
      'name: crash',
      'engine: tensorflow',
      'dataset: { name: glyphs, count: 200 }',
      'model: logistic',
      'training: { epochs: 1 }',
      'parameters: { loss: { values: [cross-entropy, { module: ./crash.ts }, mse] } }',
    ].join('\n'),
  );
  const sweep = await place.run('sweep', 'crash.yaml', '--workers', '1');
  expect(sweep.code).toBe(1);
  expect(sweep.stdout).toMatch(/2 finished, 1 failed/);
  expect(sweep.stdout).toContain('SIGSEGV');
});

describe('training in this process', () => {
  beforeEach(() => {
    const { folder } = JSON.parse(installed.stdout) as { folder: string };
    vi.stubEnv('SWEEPDECK_CACHE', dirname(dirname(folder)));
  });

  const images = randomDataset(16, 16, 3);

  /** Losses of three steps on an engine, and how far the first moved the weights. */
  async function trainSteps(
    engineName: string,
    settings: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly losses: number[]; readonly moved: number[] }> {
    await (await openEngine(engineName)).makeCurrent();
    const config = trialConfigSchema.parse({ model: 'mlp', optimizer: 'sgd', ...settings });
    const trial = await createTrial(config, images);
    const losses: number[] = [];
    const moved: number[] = [];
    let state = trial.init();
    for (let step = 1; step <= 3; step++) {
      const { x, targets } = trial.batch(Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7), { epoch: 1, step });
      const result = trial.step(state, x, targets, { seed: config.seed, step, learningRate: 0.01 });
      losses.push(result.loss.dataSync()[0] ?? Number.NaN);
      for (const [name, weights] of step === 1 ? Object.entries(result.state.parameters) : []) {
        const before = state.parameters[name]?.dataSync() ?? [];
        for (const [i, weight] of weights.dataSync().entries()) moved.push(weight - (before[i] ?? Number.NaN));
      }
      dispose([x, targets, result.loss, result.logits, result.squaredGradientNorm, state.parameters, state.optimizer]);
      ({ state } = result);
    }
    dispose([state.parameters, state.optimizer]);
    return { losses, moved };
  }

  /** A user's own modules and files, and what others are made of, are left out. */
  const namesOf = (registry: object): string[] => Object.keys(registry).filter((name) => name !== 'module');
  const cases = [
    ...namesOf(lossRegistry)
      .filter((name) => name !== 'combined')
      .map((loss) => ({ loss })),
    ...namesOf(optimizerRegistry).map((optimizer) => ({ optimizer })),
    ...namesOf(modelRegistry)
      .filter((name) => name !== 'pretrained' && name !== 'layers')
      .map((model) => ({ model })),
    { augmentation: { flip: 'horizontal' }, regularization: { l2: 0.1 } },
  ];

  test('the first step of seed-cnn gives the loss and the gradients of wasm', async () => {
    const [native, wasm] = [
      await trainSteps('tensorflow', { model: 'seed-cnn' }),
      await trainSteps('wasm', { model: 'seed-cnn' }),
    ];
    expect(relativeError(native.losses, wasm.losses)).toBeLessThan(1e-3);
    expect(relativeError(native.moved, wasm.moved)).toBeLessThan(1e-3);
  });

  test.each(cases)('%j trains as on wasm and leaves no tensor behind', async (settings) => {
    const wasm = await trainSteps('wasm', settings);
    let native = wasm;
    await openEngine('tensorflow');
    const leaked = await countLeakedTensors(async () => (native = await trainSteps('tensorflow', settings)));
    expect(native.losses.every(Number.isFinite)).toBe(true);
    expect(relativeError(native.losses, wasm.losses)).toBeLessThan(1e-3);
    expect(leaked).toBe(0);
  });
});
