import { getBackend, scalar, tensor1d, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { expectSameAsCpu } from './compare-with-cpu.ts';

const onWasm = (): boolean => getBackend() === 'wasm';

test('the comparison fails on another value, another shape and a missing infinity', async () => {
  const differing = (cpu: number[], wasm: number[]): Promise<void> =>
    expectSameAsCpu(1, () => [tensor1d(onWasm() ? wasm : cpu)]);
  await expect(differing([1, 100], [1.02, 100])).rejects.toThrow('at 0 of [2]');
  await expect(differing([1, 2], [1, 2, 3])).rejects.toThrow('shape [3] instead of [2]');
  await expect(differing([Number.NaN], [1])).rejects.toThrow('1 instead of NaN');
  await expect(differing([1], [Number.NaN])).rejects.toThrow('NaN instead of 1');
  await expect(differing([Infinity], [-Infinity])).rejects.toThrow('-Infinity instead of Infinity');
  await expect(expectSameAsCpu(1, () => (onWasm() ? [] : [scalar(1)]))).rejects.toThrow('0 results instead of 1');
});

test('the comparison allows rounding, equal infinities and both zeros', async () => {
  await expectSameAsCpu(1, () => [tensor1d([onWasm() ? 1.00005 : 1, Infinity, Number.NaN])]);
  await expectSameAsCpu(1, () => [onWasm() ? zeros([2]) : tensor1d([-0, 0])]);
  await expectSameAsCpu(2, ({ normal, quarters, positive }) => [normal(3), quarters(2, 2), positive(5)]);
});
