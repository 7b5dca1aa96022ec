import { add, mul, sin, sub, tensor1d, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import together from '../../test/golden/more-optimizers.golden.json' with { type: 'json' };
import more from '../../test/golden/optimizer-variants.golden.json' with { type: 'json' };
import golden from '../../test/golden/optimizers.golden.json' with { type: 'json' };
import { openEngine } from '../engines/index.ts';
import { namedConfigSchema } from '../registry/index.ts';
import { relativeError } from '../testing/index.ts';
import { createOptimizer } from '../training/create-optimizer.ts';
import { optimizerRegistry } from './index.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';

const configSchema = namedConfigSchema(optimizerRegistry, 'optimizers');

interface Trajectory {
  readonly learning_rate: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly steps: readonly number[][];
}

/** By optimizer, or `optimizer/variant`. */
const trajectories: Readonly<Record<string, Trajectory>> = { ...golden.trajectories, ...more.trajectories };

test('every optimizer has a golden trajectory', () => {
  expect(
    [...Object.keys(trajectories), ...Object.keys(together.trajectories)].filter((name) => !name.includes('/')).sort(),
  ).toEqual(
    Object.keys(optimizerRegistry)
      .filter((name) => name !== 'module')
      .sort(),
  );
});

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  test.each(Object.entries(trajectories))('%s follows its reference for 20 steps', async (name, wanted) => {
    const [optimizerName] = name.split('/');
    const config = configSchema.parse({ name: optimizerName, ...wanted.options });
    const optimizer = await createOptimizer(config, undefined);
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
