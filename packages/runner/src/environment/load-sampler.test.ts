import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { describeLoad } from '../records/machine-load.ts';
import { createLoadSampler, type LoadReading } from './load-sampler.ts';
import { watchGpus } from './watch-gpus.ts';
import { createProcessorReader, watchLoad } from './watch-load.ts';

const reading = (processorShare: number, changes: Partial<LoadReading> = {}): LoadReading => ({
  processorShare,
  usedMemoryMib: 1024,
  rssMib: 512,
  ...changes,
});

test('each attempt has the mean and the peak of the samples while it ran', () => {
  const readings = [reading(0.25), reading(0.75, { usedMemoryMib: 3072, gpuShare: 0.5 }), reading(1)];
  const sampler = createLoadSampler(() => readings.shift() ?? reading(Number.NaN));
  const endFirst = sampler.follow();
  sampler.sample();
  const endSecond = sampler.follow();
  sampler.sample();
  expect(endFirst()).toEqual({
    samples: 2,
    processorShare: { mean: 0.5, peak: 0.75 },
    usedMemoryMib: { mean: 2048, peak: 3072 },
    rssMib: { mean: 512, peak: 512 },
    gpuShare: { mean: 0.5, peak: 0.5 },
  });
  sampler.sample();
  expect(endSecond()).toMatchObject({ samples: 2, processorShare: { mean: 0.875, peak: 1 } });
});

test('an attempt without a sample has no load, and nothing is read while none runs', () => {
  let reads = 0;
  const sampler = createLoadSampler(() => reading(++reads));
  expect(sampler.follow()()).toBeNull();
  sampler.sample();
  expect(reads).toBe(0);
});

test('the share of the cores is that since the last look', () => {
  const times = [
    { busy: 10, total: 100 },
    { busy: 20, total: 120 },
    { busy: 20, total: 140 },
    { busy: 20, total: 140 },
  ];
  const read = createProcessorReader(() => times.shift() ?? { busy: 0, total: 0 });
  expect([read(), read(), read()]).toEqual([0.5, 0, 0]);
});

test('this machine can be read, and nothing is left behind', () => {
  const watch = watchLoad();
  const end = watch.follow();
  watch.sample();
  watch.close();
  const load = end();
  expect(load?.samples).toBe(1);
  expect(load?.rssMib.mean).toBeGreaterThan(10);
  expect(load?.usedMemoryMib.mean).toBeGreaterThan(load?.rssMib.mean ?? 0);
  expect(load?.processorShare.peak).toBeLessThanOrEqual(1);
});

test('a load in words', () => {
  const load = {
    samples: 3,
    processorShare: { mean: 0.874, peak: 1 },
    usedMemoryMib: { mean: 3277, peak: 4096 },
    rssMib: { mean: 512, peak: 614 },
  };
  expect(describeLoad(load)).toEqual({
    processor: '87 % (peak 100 %)',
    memory: '3.2 GiB (peak 4.0 GiB)',
    'this process': '0.5 GiB (peak 0.6 GiB)',
  });
  const gpu = { gpuShare: { mean: 0.9, peak: 1 }, gpuMemoryMib: { mean: 2048, peak: 2048 } };
  expect(describeLoad({ ...load, ...gpu })).toMatchObject({
    GPU: '90 % (peak 100 %)',
    'GPU memory': '2.0 GiB (peak 2.0 GiB)',
  });
});

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sweepdeck-gpu-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test.skipIf(process.platform === 'win32')('of several GPUs the busiest counts, and the memory of all', async () => {
  const program = join(directory, 'nvidia-smi');
  writeFileSync(program, '#!/bin/sh\necho "0, 10, 100"\necho "1, 80, 300"\necho "2, [N/A], [N/A]"\nexec sleep 60\n');
  chmodSync(program, 0o755);
  const gpus = watchGpus(1, program);
  try {
    await vi.waitFor(() => expect(gpus.read()).toEqual({ gpuShare: 0.8, gpuMemoryMib: 400 }), 20_000);
  } finally {
    gpus.close();
  }
  // What a program said that has ended is no longer true.
  await vi.waitFor(() => expect(gpus.read()).toEqual({}), 20_000);
});

test('without the driver of a GPU nothing is known', async () => {
  const gpus = watchGpus(1, join(directory, 'absent'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(gpus.read()).toEqual({});
  gpus.close();
});
