import {
  add,
  conv2d as plainConv2d,
  grads,
  mul,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { test } from 'vitest';
import type { Activation } from '../../../ops/activation.ts';
import { conv2d } from '../../../ops/conv2d.ts';
import { expectSameAsCpu, runs, size, type Draw } from './compare-with-cpu.ts';
import { convolutionCases, strides, type ConvolutionCase } from './convolution-cases.ts';

/** The convolution and its gradients by input, kernel and bias. */
function outputAndGradients(draw: Draw, c: ConvolutionCase, activation: Activation): Tensor[] {
  const values = activation === 'relu' ? draw.quarters : draw.normal;
  const x = values(c.batch, c.height, c.width, c.channels);
  const kernel = values(c.kernelHeight, c.kernelWidth, c.channels, c.filters);
  // Between two sums of products, so that relu's kink is never met.
  const bias = add(values(c.filters), 1 / 32);
  const convolve = (...[image, weights, offset]: Tensor[]): Tensor => {
    const { stride, padding } = c;
    return conv2d(image as Tensor4D, weights as Tensor4D, offset as Tensor1D, { stride, padding, activation });
  };
  const y = convolve(x, kernel, bias);
  const dy = values(...y.shape);
  return [y, ...grads((...v: Tensor[]) => sum(mul(convolve(...v), dy)))([x, kernel, bias])];
}

test.each(['linear', 'relu'] as const)('convolutions with %s, and their gradients', async (activation) => {
  await fc.assert(
    fc.asyncProperty(convolutionCases, (c) =>
      expectSameAsCpu(c.seed, (draw) => outputAndGradients(draw, c, activation)),
    ),
    runs,
  );
});

test('plain convolutions with a stride for each axis, and their gradients', async () => {
  await fc.assert(
    fc.asyncProperty(convolutionCases, strides, (c, strideWidth) =>
      expectSameAsCpu(c.seed, ({ normal }) => {
        const x = normal(c.batch, c.height, c.width, c.channels);
        const kernel = normal(c.kernelHeight, c.kernelWidth, c.channels, c.filters);
        const convolve = (image: Tensor, weights: Tensor): Tensor =>
          plainConv2d(image as Tensor4D, weights as Tensor4D, [c.stride, strideWidth], c.padding);
        const y = convolve(x, kernel);
        const dy = normal(...y.shape);
        const gradients = grads((a: Tensor, b: Tensor) => sum(mul(convolve(a, b), dy)))([x, kernel]);
        return [y, ...gradients];
      }),
    ),
    runs,
  );
});

const fours = fc.integer({ min: 2, max: 8 }).map((count) => 4 * count);

/** Three by three of channels and filters in fours: where Winograd takes over. Small images share its blocks. */
const winogradCases = fc
  .record({
    seed: fc.nat(),
    batch: size(20, 3),
    height: size(18, 9),
    width: size(18, 9),
    channels: fours,
    filters: fours,
    kernelHeight: fc.constant(3),
    kernelWidth: fc.constant(3),
    stride: fc.constant(1),
    padding: fc.constantFrom('same' as const, 'valid' as const),
  })
  .filter((c) => c.padding === 'same' || (c.height >= 3 && c.width >= 3))
  .map((c) => {
    // Many channels and large images get fewer filters and smaller batches, so that the reference stays quick.
    const each = 9 * c.height * c.width * c.channels;
    const filters = Math.max(8, Math.min(c.filters, 4 * Math.floor(250_000 / each / 4)));
    return { ...c, filters, batch: Math.max(1, Math.min(c.batch, Math.floor(250_000 / (each * filters)))) };
  });

test.each(['linear', 'relu'] as const)('three by three with channels in fours, %s', async (activation) => {
  await fc.assert(
    fc.asyncProperty(winogradCases, (c) => expectSameAsCpu(c.seed, (draw) => outputAndGradients(draw, c, activation))),
    runs,
  );
});

test('large images and many filters', async () => {
  const large = { seed: 1, batch: 2, kernelHeight: 3, kernelWidth: 3, stride: 1, padding: 'same' as const };
  for (const c of [
    { ...large, height: 33, width: 32, channels: 1, filters: 32 },
    { ...large, height: 35, width: 37, channels: 3, filters: 9 },
    { ...large, height: 34, width: 33, channels: 5, filters: 7, padding: 'valid' as const },
    { ...large, height: 40, width: 33, channels: 5, filters: 16, stride: 2 },
    { ...large, height: 8, width: 8, channels: 32, filters: 9 },
    { ...large, height: 3, width: 5, channels: 33, filters: 40 },
    { ...large, batch: 1, height: 4, width: 4, channels: 64, filters: 64 },
    { ...large, batch: 1, height: 10, width: 12, channels: 40, filters: 8, padding: 'valid' as const },
  ]) {
    await expectSameAsCpu(c.channels, (draw) => outputAndGradients(draw, c, 'relu'));
  }
});
