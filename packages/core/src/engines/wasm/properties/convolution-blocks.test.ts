import { add, grads, mul, sum, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { test } from 'vitest';
import { conv2d, flatten, maxPool, sequential, type Model } from '../../../models/index.ts';
import type { NamedTensors } from '../../../tensors/named-tensors.ts';
import { expectSameAsCpu, runs, size, type Draw } from './compare-with-cpu.ts';

const blocks = fc
  .record({
    seed: fc.nat(),
    batch: size(5, 2),
    height: size(20, 8),
    width: size(20, 8),
    channels: fc.oneof(fc.constant(1), size(12, 4)),
    filters: size(34, 9),
    kernelSize: fc.constantFrom(1, 3, 3, 5),
    stride: fc.constantFrom(1, 1, 1, 2),
    padding: fc.constantFrom('same' as const, 'valid' as const),
    activation: fc.constantFrom('relu' as const, 'relu' as const, 'linear' as const),
    window: fc.constantFrom(2, 2, 2, 3),
    poolStride: fc.constantFrom(2, 2, 2, 1),
  })
  .map((c) => {
    const smallest = (c.window - 1) * c.stride + c.kernelSize;
    const [height, width] = [Math.max(c.height, smallest), Math.max(c.width, smallest)];
    // Large kernels and images come in smaller batches, so that the reference stays quick.
    const each = (height * width * c.kernelSize ** 2 * c.channels * c.filters) / c.stride ** 2;
    return { ...c, height, width, batch: Math.max(1, Math.min(c.batch, Math.floor(200_000 / each))) };
  });

type Block = typeof blocks extends fc.Arbitrary<infer T> ? T : never;

function modelOf({ height, width, channels, ...c }: Block): Model {
  return sequential({ height, width, channels, classes: 0 }, [
    ['conv', conv2d(c)],
    ['pool', maxPool({ size: c.window, stride: c.poolStride })],
    ['flatten', flatten()],
  ]);
}

/** The block's output and its gradients by image, kernel and bias. */
function outputAndGradients({ quarters }: Draw, c: Block): Tensor[] {
  const model = modelOf(c);
  const context = { isTraining: true, seed: 1, step: 1 };
  const apply = (...[x, kernel, bias]: Tensor[]): Tensor =>
    model.apply({ 'conv/kernel': kernel, 'conv/bias': bias } as NamedTensors, x as Tensor4D, context);
  const x = quarters(c.batch, c.height, c.width, c.channels);
  const kernel = quarters(c.kernelSize, c.kernelSize, c.channels, c.filters);
  // Between two sums of products, so that relu's kink is never met; ties of a window are.
  const bias = add(quarters(c.filters), 1 / 32);
  const y = apply(x, kernel, bias);
  const dy = quarters(...y.shape);
  return [y, ...grads((...v: Tensor[]) => sum(mul(apply(...v), dy)))([x, kernel, bias])];
}

test('convolution, activation and max pooling in one model, and all gradients', async () => {
  await fc.assert(
    fc.asyncProperty(blocks, (c) => expectSameAsCpu(c.seed, (draw) => outputAndGradients(draw, c))),
    runs,
  );
});

test('blocks as in the networks, and with a border that fills no window', async () => {
  const block = {
    seed: 1,
    batch: 2,
    kernelSize: 3,
    stride: 1,
    activation: 'relu',
    window: 2,
    poolStride: 2,
  } as const;
  for (const [height, width, channels, filters, padding] of [
    [28, 28, 1, 32, 'valid'],
    [29, 31, 1, 31, 'same'],
    [13, 13, 32, 16, 'valid'],
    [9, 11, 33, 17, 'same'],
  ] as const) {
    const c = { ...block, height, width, channels, filters, padding };
    await expectSameAsCpu(height, (draw) => outputAndGradients(draw, c));
  }
});
