import { grad, mul, ones, sum, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dropout } from '../../../../ops/dropout.ts';
import { countLeakedTensors } from '../../../../testing/index.ts';
import { valuesOn } from '../../../../testing/compare-engines.ts';
import { openEngine } from '../../../open-engine.ts';

const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const cases = fc.record({
  seed: uint32,
  step: uint32,
  name: fc.string({ maxLength: 12 }),
  rate: fc.oneof(fc.constantFrom(0.5, 0.1, 2 ** -24, 1 - 2 ** -24), fc.double({ min: 0, max: 0.999, noNaN: true })),
  count: fc.integer({ min: 1, max: 70 }),
});

test('the kernel drops the very values that the stream says, forward and backward', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ count, ...options }) => {
      const compute = (whole: (...shape: number[]) => Tensor): Tensor[] => {
        const x = mul(whole(count), 0.37);
        return [dropout(x, options), grad((v: Tensor) => sum(mul(dropout(v, options), x)))(x)];
      };
      expect(await valuesOn('wasm', 1, compute)).toEqual(await valuesOn('cpu', 1, compute));
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('nothing is left behind', async () => {
  await openEngine('wasm');
  const leaked = await countLeakedTensors(() => {
    const options = { rate: 0.5, seed: 1, name: 'dropout/dropout1', step: 1 };
    const x = ones([33]);
    const gradient = grad((v: Tensor) => sum(dropout(v, options)))(x);
    gradient.dispose();
    x.dispose();
  });
  expect(leaked).toBe(0);
});

test('long streams, too', async () => {
  const options = { rate: 0.3, seed: 7, name: 'dropout/dropout1', step: 12 };
  const compute = (): Tensor[] => [dropout(ones([40_003]), options)];
  const [values = []] = await valuesOn('wasm', 1, compute);
  expect([values]).toEqual(await valuesOn('cpu', 1, compute));
  expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.7)]));
});
