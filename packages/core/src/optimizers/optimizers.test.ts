import { add, mul, sin, sub, tensor1d, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import golden from '../../test/golden/optimizers.golden.json' with { type: 'json' };
import { openEngine } from '../engines/index.ts';
import { createNamed, namedConfigSchema } from '../registry/index.ts';
import { relativeError } from '../testing/index.ts';
import { optimizerRegistry, type NamedTensors, type Optimizer } from './index.ts';

const configSchema = namedConfigSchema(optimizerRegistry, 'optimizers');

test('every optimizer has a golden trajectory', () => {
  expect(Object.keys(golden.trajectories).sort()).toEqual(Object.keys(optimizerRegistry).sort());
});

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  test.each(Object.entries(golden.trajectories))('%s follows PyTorch for 20 steps', (name, wanted) => {
    const optimizer = createNamed<Optimizer>(optimizerRegistry, configSchema.parse({ name, ...wanted.options }));
    let parameters: NamedTensors = { w: tensor1d(golden.start) };
    let state = optimizer.init(parameters);
    wanted.steps.forEach((expected, i) => {
      // The gradient of sum(scales w^2) / 2 + sum(cos w), written out: the optimizer alone is on trial.
      const w = parameters['w'] as Tensor;
      const gradients = { w: sub(mul(tensor1d(golden.scales), w), sin(w)) };
      const result = optimizer.update(gradients, state, parameters, {
        step: i + 1,
        learningRate: wanted.learning_rate,
      });
      parameters = { w: add(w, result.updates['w'] as Tensor) };
      state = result.state;
      expect(relativeError((parameters['w'] as Tensor).dataSync(), expected)).toBeLessThan(1e-4);
    });
  });
});
