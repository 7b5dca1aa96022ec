import { add, memory, mul, neg, tensor1d, tidy, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../engines/index.ts';
import { mapTensors, type NamedTensors } from '../tensors/named-tensors.ts';
import type { Optimizer } from './transforms/gradient-transform.ts';
import { checkedOptimizer } from './module.ts';

/** Gradient descent at rate 1 that counts its steps, evaluated at twice its weights. */
const descent: Optimizer = {
  init: (parameters) => mapTensors(parameters, zerosLike),
  update: (gradients, state) => ({
    updates: mapTensors(gradients, (g) => neg(g)),
    state: mapTensors(state, (s) => add(s, 1)),
  }),
  evaluated: (parameters) => mapTensors(parameters, (w) => mul(w, 2)),
};
const context = { step: 1, learningRate: 1 };
const update = (optimizer: Optimizer): number[][] =>
  tidy(() => {
    const parameters = { w: tensor1d([1, 2]) };
    const result = optimizer.update({ w: tensor1d([3, 4]) }, optimizer.init(parameters), parameters, context);
    const evaluated = optimizer.evaluated?.(parameters, result.state) ?? {};
    return [result.updates, result.state, evaluated].map(({ w }) => [...(w?.dataSync() ?? [])]);
  });
const fails = (): never => {
  throw new Error('in a step');
};

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  test('an optimizer passes as it is, and so does what it returns', () => {
    const before = memory().numTensors;
    expect(update(checkedOptimizer('mine.ts', descent))).toEqual([
      [-3, -4],
      [1, 1],
      [2, 4],
    ]);
    expect(memory().numTensors).toBe(before);
    const { evaluated: _, ...plain } = descent;
    expect(checkedOptimizer('mine.ts', plain)).not.toHaveProperty('evaluated');
  });

  test('a method keeps its object', () => {
    class Scaled implements Optimizer {
      private readonly scale = 2;
      init(): NamedTensors {
        return {};
      }
      update(gradients: NamedTensors): { updates: NamedTensors; state: NamedTensors } {
        return { updates: mapTensors(gradients, (g) => mul(g, this.scale)), state: {} };
      }
      evaluated(parameters: NamedTensors): NamedTensors {
        return mapTensors(parameters, (w) => mul(w, this.scale));
      }
    }
    expect(update(checkedOptimizer('mine.ts', new Scaled()))).toEqual([[6, 8], [], [2, 4]]);
  });

  test.each<[string, object, string, string]>([
    ['init throws', { init: fails }, 'module-failed', 'init threw: in a step'],
    [
      'init gives an array',
      { init: () => [] },
      'module-invalid',
      'init: saw a value of Array; expected tensors by name',
    ],
    [
      'init gives a number',
      { init: () => ({ w: 0 }) },
      'module-invalid',
      'init: saw a number under w; expected tensors',
    ],
    ['update throws', { update: fails }, 'module-failed', 'update threw: in a step'],
    ['update gives nothing', { update: () => undefined }, 'module-invalid', 'updates of update: saw undefined'],
    ['no state', { update: (updates: unknown) => ({ updates }) }, 'module-invalid', 'state of update: saw undefined'],
    [
      'a parameter without an update',
      { update: () => ({ updates: {}, state: {} }) },
      'module-invalid',
      'update of w: saw none; expected shape [2]',
    ],
    [
      'an update of another shape',
      { update: () => ({ updates: { w: tensor1d([1, 2, 3]) }, state: {} }) },
      'module-invalid',
      'update of w: saw shape [3]; expected shape [2]',
    ],
    ['evaluated throws', { evaluated: fails }, 'module-failed', 'evaluated threw: in a step'],
    [
      'evaluated gives a tensor',
      { evaluated: ({ w }: { w: Tensor }) => w },
      'module-invalid',
      'evaluated: saw a value of Tensor; expected tensors by name',
    ],
  ])('%s: refused by name', (_, members, code, message) => {
    const refused = (): unknown => update(checkedOptimizer('mine.ts', { ...descent, ...members }));
    expect(refused).toThrow(expect.objectContaining({ code, message: expect.stringContaining(`mine.ts: ${message}`) }));
  });
});

test.each([
  [undefined, 'undefined'],
  [() => 1, 'a function'],
  [{ init: () => ({}) }, 'an object'],
])('create must return init and update, not %s', (made, saw) => {
  expect(() => checkedOptimizer('mine.ts', made)).toThrow(
    expect.objectContaining({
      code: 'module-invalid',
      message: `mine.ts: create returned ${saw}; expected functions init and update`,
    }),
  );
});
