import {
  add,
  depthwiseConv2d as plainDepthwiseConv2d,
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
import { depthwiseConv2d } from '../../../ops/depthwise-conv2d.ts';
import { expectSameAsCpu, runs, type Draw } from './compare-with-cpu.ts';
import { convolutionCases, strides, type ConvolutionCase } from './convolution-cases.ts';

const multipliers = fc.integer({ min: 1, max: 3 });

/** The convolution and its gradients by input, kernel and bias. */
function outputAndGradients(draw: Draw, c: ConvolutionCase, multiplier: number, activation: Activation): Tensor[] {
  const values = activation === 'relu' ? draw.quarters : draw.normal;
  const x = values(c.batch, c.height, c.width, c.channels);
  const kernel = values(c.kernelHeight, c.kernelWidth, c.channels, multiplier);
  // Between two sums of products, so that relu's kink is never met.
  const bias = add(values(c.channels * multiplier), 1 / 32);
  const convolve = (...[image, weights, offset]: Tensor[]): Tensor => {
    const { stride, padding } = c;
    const options = { stride, padding, activation };
    return depthwiseConv2d(image as Tensor4D, weights as Tensor4D, offset as Tensor1D, options);
  };
  const y = convolve(x, kernel, bias);
  const dy = values(...y.shape);
  return [y, ...grads((...v: Tensor[]) => sum(mul(convolve(...v), dy)))([x, kernel, bias])];
}

test.each(['linear', 'relu'] as const)('depthwise convolutions with %s, and their gradients', async (activation) => {
  await fc.assert(
    fc.asyncProperty(convolutionCases, multipliers, (c, multiplier) =>
      expectSameAsCpu(c.seed, (draw) => outputAndGradients(draw, c, multiplier, activation)),
    ),
    runs,
  );
});

test('plain depthwise convolutions with a stride for each axis, and their gradients', async () => {
  await fc.assert(
    fc.asyncProperty(convolutionCases, multipliers, strides, (c, multiplier, strideWidth) =>
      expectSameAsCpu(c.seed, ({ normal }) => {
        const x = normal(c.batch, c.height, c.width, c.channels);
        const kernel = normal(c.kernelHeight, c.kernelWidth, c.channels, multiplier);
        const convolve = (image: Tensor, weights: Tensor): Tensor =>
          plainDepthwiseConv2d(image as Tensor4D, weights as Tensor4D, [c.stride, strideWidth], c.padding);
        const y = convolve(x, kernel);
        const dy = normal(...y.shape);
        const gradients = grads((a: Tensor, b: Tensor) => sum(mul(convolve(a, b), dy)))([x, kernel]);
        return [y, ...gradients];
      }),
    ),
    runs,
  );
});
