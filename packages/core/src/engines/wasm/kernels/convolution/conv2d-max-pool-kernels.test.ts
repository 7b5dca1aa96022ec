import {
  add,
  fill,
  grads,
  mul,
  sum,
  tensor,
  tensor4d,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openEngine } from '../../../index.ts';
import { conv2d, type Conv2dOptions } from '../../../../ops/conv2d.ts';
import { conv2dMaxPool, type PoolWindow } from '../../../../ops/conv2d-max-pool.ts';
import { maxPool } from '../../../../ops/max-pool.ts';
import { createStream } from '../../../../random/index.ts';
import { checkGradient, countLeakedTensors, relativeError } from '../../../../testing/index.ts';
import { valuesOn, type WholeNumbers } from '../../../../testing/compare-engines.ts';

const twoByTwo: PoolWindow = { size: 2, stride: 2 };

const cases = fc
  .record({
    seed: fc.nat(),
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 2, max: 9 }),
    width: fc.integer({ min: 2, max: 9 }),
    channels: fc.integer({ min: 1, max: 9 }),
    filters: fc.integer({ min: 1, max: 18 }),
    kernelHeight: fc.integer({ min: 1, max: 4 }),
    kernelWidth: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 2 }),
    padding: fc.constantFrom('same' as const, 'valid' as const),
    activation: fc.constantFrom('linear' as const, 'relu' as const),
  })
  .filter((c) => Math.min(convolved(c.height, c.kernelHeight, c), convolved(c.width, c.kernelWidth, c)) >= 2);

type Case = Omit<typeof cases extends fc.Arbitrary<infer T> ? T : never, 'seed'>;
type Op = (x: Tensor4D, kernel: Tensor4D, bias: Tensor1D) => Tensor4D;

const small: Case = {
  batch: 2,
  height: 7,
  width: 6,
  channels: 2,
  filters: 5,
  kernelHeight: 3,
  kernelWidth: 3,
  stride: 1,
  padding: 'same',
  activation: 'relu',
};

/** Pixels along one side of the convolution's output. */
function convolved(length: number, kernelLength: number, { stride, padding }: Conv2dOptions): number {
  return Math.ceil((padding === 'same' ? length : length - kernelLength + 1) / stride);
}

const fused =
  (c: Case, window = twoByTwo): Op =>
  (x, kernel, bias) =>
    conv2dMaxPool(x, kernel, bias, c, window);

const inTurn =
  (c: Case): Op =>
  (x, kernel, bias) =>
    maxPool(conv2d(x, kernel, bias, c), 2, 2);

/** `[y, dx, dKernel, dBias]`; inputs are `factor` times whole numbers. */
const compute =
  (c: Case, op: Op, factor = 1) =>
  (whole: WholeNumbers): Tensor[] => {
    const x = mul(whole(c.batch, c.height, c.width, c.channels), factor) as Tensor4D;
    const kernel = mul(whole(c.kernelHeight, c.kernelWidth, c.channels, c.filters), factor) as Tensor4D;
    const bias = mul(whole(c.filters), factor) as Tensor1D;
    const y = op(x, kernel, bias);
    const dy = mul(whole(...y.shape), factor);
    const f = (...v: Tensor[]): Tensor => sum(mul(op(...(v as [Tensor4D, Tensor4D, Tensor1D])), dy));
    return [y, ...grads(f)([x, kernel, bias])];
  };

test('values and gradients are those of the composed operations on the engine cpu, ties included', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ seed, ...c }) => {
      const op = fused(c);
      expect(await valuesOn('wasm', seed, compute(c, op))).toEqual(await valuesOn('cpu', seed, compute(c, op)));
    }),
    { seed: 4, numRuns: 300 },
  );
});

test('fusing changes no bit but those of the parameter gradient, whose sums run in another order', async () => {
  const usual = { kernelHeight: 3, kernelWidth: 3, stride: 1, padding: 'valid', activation: 'relu' } as const;
  for (const c of [
    { ...usual, batch: 5, height: 28, width: 28, channels: 1, filters: 32 },
    { ...usual, batch: 3, height: 37, width: 36, channels: 3, filters: 33 },
    { ...usual, batch: 3, height: 33, width: 32, channels: 3, filters: 32, padding: 'same', activation: 'linear' },
    { ...usual, batch: 40, height: 9, width: 9, channels: 6, filters: 30 },
    { ...usual, batch: 3, height: 14, width: 14, channels: 16, filters: 32, padding: 'same' },
    { ...usual, batch: 9, height: 7, width: 9, channels: 12, filters: 8, padding: 'same', activation: 'linear' },
    { ...usual, batch: 2, height: 21, width: 19, channels: 8, filters: 20 },
    { ...usual, batch: 7, height: 14, width: 14, channels: 12, filters: 24, kernelHeight: 5, kernelWidth: 5 },
  ] satisfies Case[]) {
    const composed = await valuesOn('wasm', 9, compute(c, inTurn(c), 0.1));
    const together = await valuesOn('wasm', 9, compute(c, fused(c), 0.1));
    expect(together.slice(0, 2)).toEqual(composed.slice(0, 2));
    for (const at of [2, 3]) expect(relativeError(together[at] ?? [], composed[at] ?? [])).toBeLessThan(1e-6);
  }
});

test('other windows are composed', async () => {
  const c: Case = { ...small, height: 9, width: 8 };
  for (const window of [
    { size: 3, stride: 2 },
    { size: 2, stride: 1 },
  ]) {
    const op = fused(c, window);
    expect(await valuesOn('wasm', 1, compute(c, op))).toEqual(await valuesOn('cpu', 1, compute(c, op)));
  }
});

test.each(['cpu', 'wasm'] as const)('the gradients are those of finite differences on the engine %s', async (name) => {
  await openEngine(name);
  const stream = createStream(3, 'inputs', 0);
  const random = (...shape: number[]): Tensor => {
    const count = shape.reduce((product, length) => product * length, 1);
    return tensor(
      Float32Array.from({ length: count }, () => 2 * stream.nextUniform() - 1),
      shape,
    );
  };
  const inputs = [random(2, 7, 6, 2), random(3, 3, 2, 5), random(5)];
  const op = fused(small) as (...v: Tensor[]) => Tensor;
  // A linear function between its kinks: a small step crosses fewer and costs no accuracy.
  for (const error of checkGradient(op, inputs, { step: 0.001 })) expect(error).toBeLessThan(1e-3);
});

test('not a number is the largest value of its window and passes no gradient on, as without fusing', async () => {
  for (const activation of ['relu', 'linear'] as const) {
    const c: Case = { ...small, kernelHeight: 1, kernelWidth: 1, activation };
    const spoil =
      (op: Op): Op =>
      (x, kernel, bias) => {
        const spoiled = fill([2, 7, 6, 2], 0).arraySync() as number[][][][];
        for (const [place, value] of [
          [0, Number.NaN],
          [2, -Infinity],
          [4, Infinity],
        ] as const) {
          for (const image of spoiled) for (const pixel of image[0]?.slice(place, place + 2) ?? []) pixel[0] = value;
        }
        return op(add(x, tensor4d(spoiled)) as Tensor4D, kernel, bias);
      };
    const composed = await valuesOn('wasm', 2, compute(c, spoil(inTurn(c))));
    expect(await valuesOn('wasm', 2, compute(c, spoil(fused(c))))).toEqual(composed);
    expect(composed[0]?.some(Number.isNaN)).toBe(true);
  }
});

test('leaves no tensor behind but its results', async () => {
  await openEngine('wasm');
  const run = (): Promise<number[][]> => valuesOn('wasm', 5, compute(small, fused(small)));
  expect(await countLeakedTensors(run)).toBe(0);
});
