import { grads, mul, sum, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { depthwiseConv2d } from '../../../../ops/depthwise-conv2d.ts';
import { valuesOn, type WholeNumbers } from '../../../../testing/compare-engines.ts';

const cases = fc
  .record({
    seed: fc.nat(),
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 1, max: 9 }),
    width: fc.integer({ min: 1, max: 9 }),
    channels: fc.integer({ min: 1, max: 9 }),
    multiplier: fc.integer({ min: 1, max: 3 }),
    size: fc.integer({ min: 1, max: 5 }),
    stride: fc.integer({ min: 1, max: 3 }),
    padding: fc.constantFrom('same' as const, 'valid' as const),
    activation: fc.constantFrom('linear' as const, 'relu' as const),
  })
  .filter((c) => c.padding === 'same' || (c.size <= c.height && c.size <= c.width));

test('values and gradients of the fused convolution are those of the composed one', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (c) => {
      const compute = (whole: WholeNumbers): Tensor[] => {
        const x = whole(c.batch, c.height, c.width, c.channels);
        const inputs = [x, whole(c.size, c.size, c.channels, c.multiplier), whole(c.channels * c.multiplier)];
        const f = (...v: Tensor[]): Tensor => depthwiseConv2d(v[0] as Tensor4D, v[1] as Tensor4D, v[2] as Tensor1D, c);
        const y = f(...inputs);
        const dy = whole(...y.shape);
        return [y, ...grads((...v: Tensor[]) => sum(mul(f(...v), dy)))(inputs)];
      };
      expect(await valuesOn('wasm', c.seed, compute)).toEqual(await valuesOn('cpu', c.seed, compute));
    }),
    { seed: 6, numRuns: 150 },
  );
});
