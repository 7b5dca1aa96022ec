import { expect, test } from 'vitest';
import type { MachineMemory } from '@sweepdeck/core/engines';
import type { MemoryEstimate } from '@sweepdeck/core/training';
import { checkMemory, type CheckMemoryOptions } from './check-memory.ts';

const gibibyte = 2 ** 30;
const estimate = (least: number, likely: number): MemoryEstimate => ({
  parameters: gibibyte,
  gradients: gibibyte,
  optimizer: 2 * gibibyte,
  work: 0,
  activations: gibibyte / 8,
  largestTensor: gibibyte / 2,
  least: least * gibibyte,
  likely: likely * gibibyte,
});
const need = (width: number, least: number, likely: number): CheckMemoryOptions['needs'][number] => ({
  parameters: { 'model.width': width },
  estimate: estimate(least, likely),
});
const wasm = { name: 'wasm', memory: { of: 'machine', mostBytes: 4 * gibibyte } } as const;
const tensorflow = { name: 'tensorflow', memory: { of: 'machine' } } as const;
/** Room for images of the size, which nothing is written to. */
const images = (bytes: number): CheckMemoryOptions['dataset'] => ({
  images: new Uint8Array(new SharedArrayBuffer(bytes)),
  labels: new Uint8Array(new SharedArrayBuffer(0)),
});
const machine = (gibibytes: number, swap = 0): MachineMemory => ({
  bytes: gibibytes * gibibyte,
  isLimited: false,
  swapBytes: swap * gibibyte,
});
const check = (options: Partial<CheckMemoryOptions>): string[] =>
  checkMemory({
    needs: [need(8, 0.5, 1), need(4096, 0.6, 1.5)],
    engine: wasm,
    workers: 2,
    dataset: images(0),
    placeOfModel: () => 'my.yaml:3:8',
    machine: machine(16),
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
  expect(check({ workers: 4, machine: machine(4) })).toEqual([
    '4 workers may need about 6.2 GiB of memory together, and the machine has 4 GiB; --workers 2 fits',
  ]);
  expect(check({ workers: 3, machine: machine(1, 1) })).toEqual([
    '3 workers may need about 4.7 GiB of memory together, and the machine has 1 GiB; even --workers 1 may not fit',
  ]);
  expect(check({ workers: 1, machine: machine(1) })).toEqual([
    '1 worker may need about 1.6 GiB of memory together, and the machine has 1 GiB',
  ]);
});

test('what surely fits neither into a container nor to disk is refused on every engine that computes there', () => {
  const container = { ...machine(2), isLimited: true };
  for (const engine of [wasm, tensorflow, { name: 'cpu', memory: { of: 'machine' } } as const])
    expect(() => check({ needs: [need(4096, 3, 4)], engine, machine: container })).toThrow(
      expect.objectContaining({
        code: 'trial-too-large',
        message: expect.stringMatching(
          /^my\.yaml:3:8 {2}width 4096: training needs at least 3 GiB, and this container has 2 GiB: /,
        ),
      }),
    );
  const unknown = { bytes: 2 * gibibyte, isLimited: false, swapBytes: undefined };
  for (const roomy of [machine(2, 2), unknown])
    expect(check({ needs: [need(4096, 3, 4)], machine: roomy, workers: 1 })).toHaveLength(2);
});

test('images count once for threads, and once more for each worker process', () => {
  const dataset = images(gibibyte);
  expect(check({ dataset, machine: machine(4) })).toEqual([
    '2 workers may need about 4.1 GiB of memory together, including 1 GiB of images, and the machine has 4 GiB; --workers 1 fits',
  ]);
  expect(check({ dataset, machine: machine(6) })).toEqual([]);
  expect(check({ dataset, machine: machine(6), engine: tensorflow })).toEqual([
    '2 workers may need about 6.4 GiB of memory together, including 1 GiB of images, and the machine has 6 GiB; --workers 1 fits',
  ]);
  expect(() => check({ dataset, needs: [need(8, 1.5, 2)], machine: machine(2) })).toThrow(
    expect.objectContaining({ message: expect.stringContaining('at least 1.5 GiB, beside 1 GiB of images, and') }),
  );
});

test('a GPU that tells its memory shares it among the workers, and the machine does not matter', () => {
  const engine = { name: 'tensorflow', memory: { of: 'device', deviceBytes: 4 * gibibyte } } as const;
  expect(check({ engine, machine: machine(1) })).toEqual([]);
  expect(check({ engine, workers: 3 })).toEqual([
    '3 workers may need about 4.5 GiB of memory together, and the GPU has 4 GiB; --workers 2 fits',
  ]);
  expect(() => check({ engine, needs: [need(8, 5, 6)] })).toThrow(
    expect.objectContaining({ code: 'trial-too-large', message: expect.stringContaining('the GPU has 4 GiB') }),
  );
});

test('a tensor that is larger than a buffer can be is told', () => {
  const memory = { of: 'device', mostTensorBytes: gibibyte / 4 } as const;
  expect(check({ engine: { name: 'webgpu', memory } })).toEqual([
    'width 8: the largest tensor of a trial may need 512 MiB, and the engine webgpu has at most 256 MiB for one here; a smaller model or training.batch_size fits',
  ]);
  expect(check({ engine: { name: 'webgpu', memory: { of: 'device', mostTensorBytes: gibibyte } } })).toEqual([]);
});

test('nothing is said where nobody knows the memory', () => {
  expect(check({ needs: [need(4096, 700, 800)], engine: { name: 'webgpu' } })).toEqual([]);
});
