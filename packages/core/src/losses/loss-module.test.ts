import { memory, ones, sum, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../engines/index.ts';
import { checkedLoss } from './loss-module.ts';

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  /** The losses of a batch of two images and three classes. */
  const call = (loss: unknown): number[] =>
    tidy(() => {
      const logits = tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
      return [...checkedLoss('mine.ts', loss)(logits, logits).dataSync()];
    });

  test('a value per image passes as it is', () => {
    const before = memory().numTensors;
    expect(call((logits: Tensor2D) => sum(logits, 1))).toEqual([6, 15]);
    expect(memory().numTensors).toBe(before);
  });

  test.each<[string, unknown, string]>([
    [
      'the mean over the batch',
      () => ones([]),
      'the loss returned a tensor of shape []; expected a tensor of shape [2]',
    ],
    ['a value per class', () => ones([2, 3]), 'the loss returned a tensor of shape [2, 3]; expected'],
    ['a value too many', () => ones([3]), 'the loss returned a tensor of shape [3]; expected'],
    ['a number', () => 3, 'the loss returned a number; expected'],
    ['a promise', () => Promise.resolve(), 'the loss returned a value of Promise; expected'],
    ['nothing', () => undefined, 'the loss returned undefined; expected'],
  ])('%s is refused', (_, loss, message) => {
    expect(() => call(loss)).toThrow(
      expect.objectContaining({ code: 'module-invalid', message: expect.stringContaining(`mine.ts: ${message}`) }),
    );
  });

  test('what throws is told', () => {
    const throws = (): never => {
      throw new Error('in a step');
    };
    expect(() => call(throws)).toThrow(
      expect.objectContaining({ code: 'module-failed', message: 'mine.ts: the loss threw: in a step' }),
    );
  });
});

test.each([
  [{ loss: 1 }, 'an object'],
  [null, 'null'],
  [Object.create(null), 'an object'],
])('create must return a function, not %o', (made, saw) => {
  expect(() => checkedLoss('mine.ts', made)).toThrow(
    expect.objectContaining({
      message: `mine.ts: create returned ${saw}; expected a function of logits and targets`,
    }),
  );
});
