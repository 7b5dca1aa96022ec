import {
  abs,
  conv2d,
  depthwiseConv2d,
  grads,
  matMul,
  mul,
  reshape,
  sum,
  tensor1d,
  tidy,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { adamPass } from '../../../ops/adam-pass.ts';
import { weightedSum } from '../../../ops/weighted-sum.ts';
import { relativeError } from '../../../testing/index.ts';
import { valuesOn, type WholeNumbers } from '../../../testing/compare-engines.ts';
import { useSoftwareVulkan } from '../../../testing/software-vulkan.ts';
import { openEngine } from '../../open-engine.ts';

const missing = useSoftwareVulkan();

vi.setConfig({ testTimeout: 120_000 });
beforeEach((context) => {
  context.skip(missing !== undefined, missing);
});
afterAll(async () => {
  if (missing === undefined) (await openEngine('webgpu')).dispose();
});

const shapes = fc
  .record({
    seed: fc.nat(),
    batch: fc.integer({ min: 1, max: 4 }),
    height: fc.integer({ min: 1, max: 12 }),
    width: fc.integer({ min: 1, max: 12 }),
    channels: fc.integer({ min: 1, max: 9 }),
    filters: fc.integer({ min: 1, max: 40 }),
    multiplier: fc.integer({ min: 1, max: 3 }),
    size: fc.integer({ min: 1, max: 5 }),
    stride: fc.integer({ min: 1, max: 3 }),
    padding: fc.constantFrom('same' as const, 'valid' as const),
  })
  .filter((c) => c.padding === 'same' || (c.size <= c.height && c.size <= c.width));

// Sums of whole numbers this small are exact in every order.
test('gradients of both convolutions are those of the cpu engine, whatever the shape', async () => {
  await fc.assert(
    fc.asyncProperty(shapes, async ({ seed, batch, height, width, channels, filters, multiplier, size, ...c }) => {
      const compute = (whole: WholeNumbers): Tensor[] => {
        const x = whole(batch, height, width, channels) as Tensor4D;
        const kernels = [whole(size, size, channels, filters), whole(size, size, channels, multiplier)] as Tensor4D[];
        return [conv2d, depthwiseConv2d].flatMap((convolve, i) => {
          const f = (...v: Tensor[]): Tensor4D => convolve(v[0] as Tensor4D, v[1] as Tensor4D, c.stride, c.padding);
          const inputs = [x, kernels[i]] as Tensor[];
          const dy = whole(...f(...inputs).shape);
          return grads((...v: Tensor[]) => sum(mul(f(...v), dy)))(inputs);
        });
      };
      expect(await valuesOn('webgpu', seed, compute)).toEqual(await valuesOn('cpu', seed, compute));
    }),
    { numRuns: 8, seed: 1 },
  );
});

test('a filter gradient over more pixels than one part holds', async () => {
  const compute = (whole: WholeNumbers): Tensor[] => {
    const [x, kernel] = [whole(8, 28, 28, 1) as Tensor4D, whole(3, 3, 1, 8) as Tensor4D];
    const depthwise = whole(3, 3, 1, 2) as Tensor4D;
    const [dKernel] = grads((k: Tensor) => sum(conv2d(x, k as Tensor4D, 1, 'same')))([kernel]);
    const [dDepthwise] = grads((k: Tensor) => sum(depthwiseConv2d(x, k as Tensor4D, 1, 'same')))([depthwise]);
    return [dKernel, dDepthwise] as Tensor[];
  };
  expect(await valuesOn('webgpu', 3, compute)).toEqual(await valuesOn('cpu', 3, compute));
});

// So long that the stock kernel would split the sum and add its parts by atomics.
test.each([
  ['few rows', [32, 2100, 40]],
  ['a row', [1, 2100, 300]],
  ['few results', [3, 2100, 5]],
])(
  'a product with a long inner side and %s is that of the cpu engine',
  async (_, [rows = 0, inner = 0, columns = 0]) => {
    const compute = (whole: WholeNumbers): Tensor[] => [
      matMul(whole(rows, inner), whole(inner, columns)),
      matMul(whole(inner, rows), whole(columns, inner), true, true),
    ];
    expect(await valuesOn('webgpu', 5, compute)).toEqual(await valuesOn('cpu', 5, compute));
  },
);

// The stock kernels give other bits in most of these runs.
test.each([
  ['product', (x: Tensor, y: Tensor) => matMul(reshape(x, [32, 2560]), reshape(y, [2560, 40]))],
  [
    'convolution as large as the image',
    (x: Tensor, y: Tensor) =>
      conv2d(reshape(x, [32, 8, 8, 40]) as Tensor4D, reshape(y, [8, 8, 40, 40]) as Tensor4D, 1, 'valid'),
  ],
])('a long %s has the same bits each time', async (_, compute) => {
  await openEngine('webgpu');
  const values = (count: number): Float32Array => Float32Array.from({ length: count }, (__, i) => Math.sin(13 * i));
  const results = new Set<string>();
  for (let run = 0; run < 8; run++) {
    const result = tidy(() => compute(tensor1d(values(32 * 2560)), tensor1d(values(2560 * 40))));
    results.add((await result.data()).join());
    result.dispose();
  }
  expect(results.size).toBe(1);
});

test('fused updates of optimizers are the composed ones', async () => {
  const options = { beta1: 0.9, beta2: 0.99, meanFactor: 0.3, gradientFactor: 0.2, offset: 1e-3, keep: 0.9 };
  const compute = (whole: WholeNumbers): Tensor[] => {
    const squares = (): Tensor => abs(mul(whole(7, 9), 2));
    const state = { parameter: whole(7, 9), gradient: whole(7, 9), m: whole(7, 9), v: squares() };
    return [
      ...adamPass(state, { ...options, keep: 0 }),
      ...adamPass({ ...state, largest: squares() }, options),
      ...adamPass(state, options),
      weightedSum(0.3, state.m, -2, state.gradient),
    ];
  };
  const [found, expected] = [await valuesOn('webgpu', 7, compute), await valuesOn('cpu', 7, compute)];
  expect(found).toHaveLength(11);
  for (const [i, values] of found.entries()) expect(relativeError(values, expected[i] ?? [])).toBeLessThan(1e-5);
});
