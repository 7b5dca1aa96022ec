import { memory, ones, sum, tensor2d, tidy, topk, zeros, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../engines/index.ts';
import { modelRegistry } from '../models/index.ts';
import { sgd } from '../optimizers/sgd.ts';
import { createTrainStep } from '../training/index.ts';
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

  /** One step of training that the loss of a module takes part in. */
  const train = (loss: unknown): void => {
    const model = modelRegistry.logistic.create({}, undefined)({ height: 2, width: 1, channels: 1, classes: 3 });
    const optimizer = sgd.create({}, undefined);
    const step = createTrainStep({ model, loss: checkedLoss('mine.ts', loss), optimizer });
    tidy(() => {
      const parameters = model.init(1);
      const state = { parameters, optimizer: optimizer.init(parameters) };
      step(state, zeros([2, 2, 1, 1]) as Tensor4D, zeros([2, 3]), { seed: 1, step: 1, learningRate: 0.1 });
    });
  };

  test.each<[string, unknown, string]>([
    ['has none', (logits: Tensor2D) => sum(topk(logits, 2).values, 1), 'gradient function not found for TopK'],
    ['does not reach the logits', (_: Tensor2D, targets: Tensor2D) => sum(targets, 1), 'Cannot compute gradient'],
  ])('a gradient that %s is told with the name of the module', (_, loss, says) => {
    expect(() => train(loss)).toThrow(
      expect.objectContaining({
        code: 'module-failed',
        message: expect.stringMatching(`^mine.ts: the gradient of the loss threw: .*${says}`),
        hint: expect.stringContaining('from the logits'),
      }),
    );
  });

  test('a loss with a gradient trains', () => {
    expect(() => train((logits: Tensor2D) => sum(logits, 1))).not.toThrow();
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
