import { add, fused, grads, mul, sum, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { test } from 'vitest';
import type { Activation } from '../../../ops/activation.ts';
import { dense } from '../../../ops/dense.ts';
import { expectSameAsCpu, runs, size, type Draw } from './compare-with-cpu.ts';

interface Layer {
  readonly batch: number;
  readonly inputs: number;
  readonly units: number;
}

const layers = fc.record({ seed: fc.nat(), batch: size(33), inputs: size(70), units: size(40) });

/** The layer's output and its gradients by input, kernel and bias. */
function outputAndGradients(draw: Draw, { batch, inputs, units }: Layer, activation: Activation): Tensor[] {
  const values = activation === 'relu' ? draw.quarters : draw.normal;
  // Between two sums of products, so that relu's kink is never met.
  const bias = add(values(units), 1 / 32);
  const layer = (...[x, kernel, offset]: Tensor[]): Tensor =>
    dense(x as Tensor2D, kernel as Tensor2D, offset as Tensor1D, activation);
  const parts = [values(batch, inputs), values(inputs, units), bias];
  const dy = values(batch, units);
  return [layer(...parts), ...grads((...v: Tensor[]) => sum(mul(layer(...v), dy)))(parts)];
}

test.each(['linear', 'relu'] as const)('dense layers with %s, and their gradients', async (activation) => {
  await fc.assert(
    fc.asyncProperty(layers, ({ seed, ...layer }) =>
      expectSameAsCpu(seed, (draw) => outputAndGradients(draw, layer, activation)),
    ),
    runs,
  );
});

test('the stock fused product with a bias and an activation', async () => {
  const activations = fc.constantFrom('linear', 'relu', 'relu6', 'elu', 'sigmoid' as const);
  await fc.assert(
    fc.asyncProperty(layers, activations, ({ seed, batch, inputs, units }, activation) =>
      expectSameAsCpu(seed, ({ normal }) => [
        fused.matMul({
          a: normal(batch, inputs),
          b: normal(inputs, units),
          bias: normal(units),
          transposeA: false,
          transposeB: false,
          activation: activation as 'relu',
        }),
      ]),
    ),
    runs,
  );
});

test('weights that exceed the cache', async () => {
  for (const layer of [
    { batch: 1, inputs: 20_000, units: 300 },
    { batch: 2, inputs: 5_407, units: 129 },
    { batch: 3, inputs: 33, units: 9_001 },
  ]) {
    await expectSameAsCpu(layer.units, (draw) => outputAndGradients(draw, layer, 'linear'));
  }
});
