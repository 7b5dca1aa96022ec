import { grad, grads, mul, softmax, sum, tensor, where, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { test } from 'vitest';
import { softmaxCrossEntropy } from '../../../ops/cross-entropy.ts';
import { logSoftmax } from '../../../ops/log-softmax.ts';
import { expectSameAsCpu, runs, size } from './compare-with-cpu.ts';

const cases = fc.record({
  seed: fc.nat(),
  rows: size(70, 9),
  classes: size(130, 14),
  scale: fc.constantFrom(0, 1, 30, 1e4, 1e30),
});

test('log-softmax and its gradient, with logits of any size', async () => {
  await fc.assert(
    fc.asyncProperty(cases, ({ seed, rows, classes, scale }) =>
      expectSameAsCpu(seed, ({ normal }) => {
        const x = mul(normal(rows, classes), scale);
        const dy = normal(rows, classes);
        const f = (v: Tensor): Tensor => sum(mul(logSoftmax(v as Tensor2D), dy));
        return [logSoftmax(x as Tensor2D), grad(f)(x)];
      }),
    ),
    runs,
  );
});

test('softmax and its gradient, with logits of any size', async () => {
  await fc.assert(
    fc.asyncProperty(cases, ({ seed, rows, classes, scale }) =>
      expectSameAsCpu(seed, ({ normal }) => {
        const x = mul(normal(rows, classes), scale);
        const dy = normal(rows, classes);
        return [softmax(x), grad((v) => sum(mul(softmax(v), dy)))(x)];
      }),
    ),
    runs,
  );
});

test('cross-entropy and its gradients by logits and targets', async () => {
  await fc.assert(
    fc.asyncProperty(cases, ({ seed, rows, classes, scale }) =>
      expectSameAsCpu(seed, ({ normal, positive }) => {
        const parts = [mul(normal(rows, classes), scale), positive(rows, classes)];
        const dy = normal(rows);
        const loss = (...[logits, targets]: Tensor[]): Tensor =>
          softmaxCrossEntropy(logits as Tensor2D, targets as Tensor2D);
        return [loss(...parts), ...grads((...v: Tensor[]) => sum(mul(loss(...v), dy)))(parts)];
      }),
    ),
    runs,
  );
});

test('a row with not a number or infinity among its logits', async () => {
  const bad = fc.constantFrom(Number.NaN, Infinity, -Infinity);
  await fc.assert(
    fc.asyncProperty(cases, bad, fc.nat(), ({ seed, rows, classes }, value, at) =>
      expectSameAsCpu(seed, ({ normal }) => {
        const isBad = Array.from({ length: rows * classes }, (_, i) => i === at % (rows * classes));
        const x = where(tensor(isBad, [rows, classes], 'bool'), value, normal(rows, classes));
        return [logSoftmax(x as Tensor2D)];
      }),
    ),
    runs,
  );
});
