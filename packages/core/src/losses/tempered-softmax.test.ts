import { exp, log, softmax, sum, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../engines/index.ts';
import { createStream } from '../random/index.ts';
import { relativeError } from '../testing/index.ts';
import { logTemperedSoftmax, temperedLog } from './tempered-softmax.ts';

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  describe.each([1, 1.0001, 1.01, 1.2, 1.5, 2, 3, 4])('at temperature %d', (temperature) => {
    test.each([2, 10, 1000])('%d probabilities add up to 1, however far apart the logits', (classes) => {
      const stream = createStream(3, 'tempered-softmax', classes);
      for (const size of [0, 1e-3, 0.1, 1, 10, 100, 1e4]) {
        const draws = Array.from({ length: 8 * classes }, () => stream.nextUniform() * 2 - 1);
        for (const values of [draws, draws.map((x) => x ** 9), draws.map((x) => Math.round(x))]) {
          const logits = tensor2d(
            values.map((x) => x * size),
            [8, classes],
          );
          const totals = sum(exp(logTemperedSoftmax(logits, temperature)), 1).dataSync();
          for (const total of totals) expect(Math.abs(total - 1)).toBeLessThan(2e-5);
        }
      }
    });
  });

  test('is softmax at temperature 1 and near it', () => {
    const logits = tensor2d([[3, -1, 0.5, 0]]);
    const plain = softmax(logits).dataSync();
    expect(relativeError(exp(logTemperedSoftmax(logits, 1)).dataSync(), plain)).toBeLessThan(1e-6);
    expect(relativeError(exp(logTemperedSoftmax(logits, 1.00001)).dataSync(), plain)).toBeLessThan(1e-4);
  });

  test('has a closed form for two classes at temperature 2', () => {
    // 1/(1 + d) + 1/(1 + d + 3) = 1 for d = (sqrt(13) - 3) / 2.
    const d = (Math.sqrt(13) - 3) / 2;
    const p = exp(logTemperedSoftmax(tensor2d([[3, 0]]), 2)).dataSync();
    expect(relativeError(p, [1 / (1 + d), 1 / (4 + d)])).toBeLessThan(1e-6);
  });

  test('the tempered logarithm is (x^(1 - t) - 1) / (1 - t)', () => {
    const x = [0.01, 0.3, 1];
    for (const t of [0, 0.5, 0.8])
      expect(
        relativeError(
          temperedLog(log(tensor1d(x)), t).dataSync(),
          x.map((v) => (v ** (1 - t) - 1) / (1 - t)),
        ),
      ).toBeLessThan(1e-6);
    expect(relativeError(temperedLog(log(tensor1d(x)), 1).dataSync(), x.map(Math.log))).toBeLessThan(1e-6);
  });
});
