import { conv2d, getBackend, memory, ones, sum, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import { engineNames, engineRegistry, findEngine, openEngine } from './index.ts';

/** The others need more than npm. */
const everywhere = ['wasm', 'cpu'] as const;

test('names stand for themselves', () => {
  for (const name of engineNames) expect(findEngine(name).name).toBe(name);
});

test.each([
  ['wsam', 'Did you mean wasm?'],
  ['toString', undefined],
  ['auto', undefined],
])('%j is no engine', async (name, hint) => {
  await expect(openEngine(name)).rejects.toMatchObject({ code: 'unknown-engine', hint });
});

test.each(everywhere)('%s opens, checks itself, switches, closes and opens again', async (name) => {
  const convolve = (): number | undefined =>
    tidy(() => sum(conv2d(ones([1, 4, 4, 1]) as Tensor4D, ones([3, 3, 1, 2]) as Tensor4D, 1, 'valid')).dataSync()[0]);
  const first = await openEngine(name);
  expect(getBackend()).toBe(name);
  expect(convolve()).toBe(72);
  expect(first.memoryBytes()).toBeGreaterThanOrEqual(0);
  expect(await engineRegistry[name].check()).toEqual({
    works: true,
    device: first.device,
    numericsVersion: first.numericsVersion,
    isCandidate: name !== 'cpu',
  });
  await openEngine(name === 'cpu' ? 'wasm' : 'cpu');
  const again = await openEngine(name);
  expect(getBackend()).toBe(name);
  again.dispose();
  const fresh = await openEngine(name);
  expect(convolve()).toBe(72);
  fresh.dispose();
});

test('opening is silent and leaves no listener on the process', async () => {
  const [warn, log] = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'log')];
  const count = (): number => process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
  const before = count();
  for (const name of everywhere) {
    const engine = await openEngine(name);
    tidy(() => sum(ones([2])).dataSync());
    engine.dispose();
  }
  expect(count()).toBe(before);
  expect(warn).not.toHaveBeenCalled();
  expect(log).not.toHaveBeenCalled();
});

test('many opens of one thread share one backend', async () => {
  const engines = await Promise.all([openEngine('wasm'), openEngine('wasm'), openEngine('wasm')]);
  expect(new Set(engines.map((engine) => engine.memoryBytes())).size).toBe(1);
  expect(memory().numTensors).toBe(0);
  engines[0]?.dispose();
});
