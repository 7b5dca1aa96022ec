import { matMul, randomUniform, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { afterAll, expect, test } from 'vitest';
import { relativeError } from '../../testing/index.ts';
import { openEngine } from '../index.ts';
import { wasmRelaxedEngine } from './wasm-engine.ts';

afterAll(async () => (await openEngine('wasm')).dispose());

async function product(engine: string): Promise<Float32Array> {
  await openEngine(engine);
  return tidy(() => {
    const operand = (seed: number): Tensor2D => randomUniform([37, 37], -1, 1, 'float32', seed);
    return matMul(operand(1), operand(2)).dataSync<'float32'>();
  });
}

test('computes the same as wasm but for rounding, under a numerics version of its own', async () => {
  const { numericsVersion } = await openEngine('wasm-relaxed');
  expect(numericsVersion).toMatch(/^wasm-\d+-(fused|relaxed)$/u);
  const [relaxed, plain] = [await product('wasm-relaxed'), await product('wasm')];
  expect(relativeError(relaxed, plain)).toBeLessThan(1e-6);
  // A processor that rounds once gives other bits; one that does not gives the same.
  expect(relaxed.every((value, i) => value === plain[i])).toBe(!numericsVersion.endsWith('fused'));
});

test('the two variants take turns on a thread', async () => {
  const first = await openEngine('wasm');
  const second = await openEngine('wasm-relaxed');
  expect(second.numericsVersion).not.toBe(first.numericsVersion);
  expect((await openEngine('wasm')).numericsVersion).toBe(first.numericsVersion);
});

test('works here, but is taken only when asked for', async () => {
  expect(await wasmRelaxedEngine.check()).toMatchObject({ works: true, isCandidate: false });
});
