import fc from 'fast-check';
import { test } from 'vitest';
import { applyGradients, optimizerRegistry } from '../../../optimizers/index.ts';
import { createOptimizer } from '../../../training/create-optimizer.ts';
import { namedConfigSchema } from '../../../registry/index.ts';
import type { NamedTensors } from '../../../tensors/named-tensors.ts';
import { expectSameAsCpu, runs, size } from './compare-with-cpu.ts';

const schema = namedConfigSchema(optimizerRegistry, 'optimizers');

/** Every optimizer of our own, and the options that take another pass. */
const configs = [
  ...Object.keys(optimizerRegistry).filter((name) => name !== 'module'),
  { name: 'rmsprop', centered: true, momentum: 0.5 },
  { name: 'adam', clip_norm: 0.5, weight_decay: 0.1, weight_ema: 0.9 },
  { name: 'adamw', clip_value: 0.5 },
  { name: 'momentum', weight_decay: 0.1 },
].map((value) => schema.parse(value));

const cases = fc.record({
  seed: fc.nat(),
  rows: size(40, 9),
  columns: size(40, 9),
  learningRate: fc.constantFrom(1e-3, 1e-2, 0.1),
  firstStep: fc.integer({ min: 1, max: 1000 }),
});

test.each(configs)('two updates of %o', async (config) => {
  const optimizer = await createOptimizer(config, undefined);
  await fc.assert(
    fc.asyncProperty(cases, ({ seed, rows, columns, learningRate, firstStep }) =>
      expectSameAsCpu(seed, ({ normal }) => {
        const draw = (): NamedTensors => ({ kernel: normal(rows, columns), bias: normal(columns) });
        let parameters = draw();
        let state = optimizer.init(parameters);
        for (const step of [firstStep, firstStep + 1]) {
          ({ parameters, state } = applyGradients(optimizer, draw(), state, parameters, { step, learningRate }));
        }
        return [...Object.values(parameters), ...Object.values(state)];
      }),
    ),
    // The passes themselves have their cases beside their kernels.
    { ...runs, numRuns: 100 },
  );
});
