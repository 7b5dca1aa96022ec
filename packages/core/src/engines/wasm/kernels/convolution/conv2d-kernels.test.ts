import {
  conv2d as plainConv2d,
  grad,
  grads,
  mul,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conv2d, type Conv2dOptions } from '../../../../ops/conv2d.ts';
import { valuesOn, type WholeNumbers } from '../../../../testing/compare-engines.ts';

const runs = { seed: 1, numRuns: 120 };

const cases = fc
  .record({
    seed: fc.nat(),
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 1, max: 9 }),
    width: fc.integer({ min: 1, max: 9 }),
    channels: fc.integer({ min: 1, max: 9 }),
    filters: fc.integer({ min: 1, max: 18 }),
    kernelHeight: fc.integer({ min: 1, max: 4 }),
    kernelWidth: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
    padding: fc.constantFrom('same' as const, 'valid' as const),
    activation: fc.constantFrom('linear' as const, 'relu' as const),
  })
  .filter((c) => c.padding === 'same' || (c.kernelHeight <= c.height && c.kernelWidth <= c.width));

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

function inputs(whole: WholeNumbers, c: Case): [Tensor4D, Tensor4D, Tensor1D] {
  const x = whole(c.batch, c.height, c.width, c.channels) as Tensor4D;
  const kernel = whole(c.kernelHeight, c.kernelWidth, c.channels, c.filters) as Tensor4D;
  return [x, kernel, whole(c.filters) as Tensor1D];
}

async function expectSame(seed: number, compute: (whole: WholeNumbers) => Tensor[]): Promise<void> {
  const [reference, values] = [await valuesOn('cpu', seed, compute), await valuesOn('wasm', seed, compute)];
  expect(values).toEqual(reference);
}

test('the fused convolution is the composed one', async () => {
  await fc.assert(
    fc.asyncProperty(cases, (c) =>
      expectSame(c.seed, (whole) => [conv2d(...inputs(whole, c), c satisfies Conv2dOptions)]),
    ),
    runs,
  );
});

test('the gradients of the fused convolution are those of the composed one', async () => {
  await fc.assert(
    fc.asyncProperty(cases, (c) =>
      expectSame(c.seed, (whole) => {
        const values = inputs(whole, c);
        const dy = whole(...conv2d(...values, c).shape);
        return grads((x: Tensor, kernel: Tensor, bias: Tensor) =>
          sum(mul(conv2d(x as Tensor4D, kernel as Tensor4D, bias as Tensor1D, c), dy)),
        )(values);
      }),
    ),
    runs,
  );
});

test('plain convolutions have gradients too', async () => {
  await fc.assert(
    fc.asyncProperty(cases, (c) =>
      expectSame(c.seed, (whole) => {
        const [x, kernel] = inputs(whole, c);
        const dy = whole(...plainConv2d(x, kernel, c.stride, c.padding).shape);
        return grads((a: Tensor, b: Tensor) => {
          const y = plainConv2d(a as Tensor4D, b as Tensor4D, c.stride, c.padding);
          return sum(mul(y, dy));
        })([x, kernel]);
      }),
    ),
    runs,
  );
});

test('many channels need several blocks of pixels and of the sum', async () => {
  for (const [channels, filters, size] of [
    [67, 33, 8],
    [1, 32, 28],
    [130, 5, 6],
  ] as const) {
    const c = { batch: 2, height: size, width: size, channels, filters, kernelHeight: 3, kernelWidth: 3 };
    const options = { stride: 1, padding: 'same', activation: 'relu' } as const;
    await expectSame(7, (whole) => {
      const values = inputs(whole, { ...c, ...options, seed: 7 });
      const y = conv2d(...values, options);
      const dy = whole(...y.shape);
      const f = (...v: Tensor[]): Tensor => sum(mul(conv2d(...(v as typeof values), options), dy));
      return [y, ...grads(f)(values)];
    });
  }
});

test('the same inputs give the same bits', async () => {
  const compute = (whole: WholeNumbers): Tensor[] => {
    const [x, kernel, bias] = [whole(2, 9, 9, 5), whole(3, 3, 5, 7), whole(7)].map((t) => mul(t, 0.1));
    const options = { stride: 1, padding: 'same', activation: 'relu' } as const;
    const f = (v: Tensor): Tensor => sum(conv2d(v as Tensor4D, kernel as Tensor4D, bias as Tensor1D, options));
    return [grad(f)(x as Tensor), f(x as Tensor)];
  };
  expect(await valuesOn('wasm', 3, compute)).toEqual(await valuesOn('wasm', 3, compute));
});
