import { expect, test } from 'vitest';
import type { MemoryEstimate } from '@sweepdeck/core/training';
import { checkMemory, type CheckMemoryOptions } from './check-memory.ts';

const gibibyte = 2 ** 30;
const estimate = (least: number, likely: number): MemoryEstimate => ({
  parameters: gibibyte,
  gradients: gibibyte,
  optimizer: 2 * gibibyte,
  activations: gibibyte / 8,
  least: least * gibibyte,
  likely: likely * gibibyte,
});
const need = (width: number, least: number, likely: number): CheckMemoryOptions['needs'][number] => ({
  parameters: { 'model.width': width },
  estimate: estimate(least, likely),
});
const check = (options: Partial<CheckMemoryOptions>): string[] =>
  checkMemory({
    needs: [need(8, 0.5, 1), need(4096, 0.6, 1.5)],
    engine: 'wasm',
    workers: 2,
    placeOfModel: () => 'my.yaml:3:8',
    machineBytes: 16 * gibibyte,
    ...options,
  });

test('what fits is not spoken of', () => {
  expect(check({})).toEqual([]);
});

test('what surely does not fit its engine is refused with place, cell and sizes', () => {
  expect(() => check({ needs: [need(8, 1, 1), need(4096, 7, 8)] })).toThrow(
    expect.objectContaining({
      code: 'trial-too-large',
      message:
        'my.yaml:3:8  width 4096: training needs at least 7 GiB, and the engine wasm has at most 4 GiB: parameters 1 GiB, gradients 1 GiB, optimizer 2 GiB, activations of a batch 128 MiB',
    }),
  );
});

test('what may be tight on its engine is told, once, of the largest', () => {
  expect(check({ needs: [need(8, 1, 3.9), need(4096, 3.9, 5)] })).toEqual([
    expect.stringMatching(
      /^width 4096: a trial may need about 5 GiB \(parameters 1 GiB, .*\), and the engine wasm has at most 4 GiB$/,
    ),
  ]);
});

test('workers that may be too many for the machine are told with a number that fits', () => {
  expect(check({ workers: 4, machineBytes: 4 * gibibyte })).toEqual([
    '4 workers may need about 6 GiB of memory together, and the machine has 4 GiB; --workers 2 needs less',
  ]);
  expect(check({ workers: 1, machineBytes: gibibyte })).toEqual([
    '1 worker may need about 1.5 GiB of memory together, and the machine has 1 GiB',
  ]);
});

test('the memory of a device is not known, and JavaScript has that of the machine', () => {
  const needs = [need(4096, 7, 8)];
  expect(check({ needs, engine: 'tensorflow' })).toEqual([]);
  expect(check({ needs, engine: 'cpu', workers: 1 })).toEqual([]);
});
