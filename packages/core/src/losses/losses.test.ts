import { grad, mean, tensor2d, type Tensor1D, type Tensor2D, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import golden from '../../test/golden/losses.golden.json' with { type: 'json' };
import { openEngine } from '../engines/index.ts';
import { createNamed, type NamedConfig } from '../registry/index.ts';
import { checkGradient, relativeError } from '../testing/index.ts';
import { oneHotTargets } from '../training/evaluate.ts';
import { lossRegistry, type Loss } from './index.ts';

const cases: Record<keyof typeof golden.cases, NamedConfig> = {
  'cross-entropy': { name: 'cross-entropy' },
  mse: { name: 'mse' },
  hinge: { name: 'hinge', form: 'crammer-singer' },
  'hinge/one-vs-rest': { name: 'hinge', form: 'one-vs-rest' },
};

test('every loss has a golden', () => {
  expect(new Set(Object.values(cases).map(({ name }) => name))).toEqual(new Set(Object.keys(lossRegistry)));
});

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  describe.each(Object.entries(cases))('%s', (name, config) => {
    const loss: Loss = createNamed<Loss>(lossRegistry, config);
    const wanted = golden.cases[name as keyof typeof golden.cases];
    const logits = (): Tensor2D => tensor2d(golden.logits, [golden.batch, golden.classes]);
    const targets = (): Tensor2D => oneHotTargets(Int32Array.from(golden.labels), golden.classes);
    const valueAt = (z: Tensor): Tensor1D => loss(z as Tensor2D, targets());

    test('matches the golden value and gradient', () => {
      expect(relativeError(valueAt(logits()).dataSync(), wanted.values)).toBeLessThan(1e-5);
      const gradient = grad((z) => mean(valueAt(z)))(logits());
      expect(relativeError(gradient.dataSync(), wanted.gradient_of_mean)).toBeLessThan(1e-4);
    });

    test('has the gradient that finite differences give', () => {
      const [error = Number.NaN] = checkGradient(valueAt, [logits()], {
        step: name === 'hinge/one-vs-rest' ? 0.001 : 0.01,
      });
      expect(error).toBeLessThan(1e-3);
    });

    test('is finite, with a finite gradient, for extreme and for equal logits', () => {
      for (const size of [0, 1, 1e4]) {
        const z = tensor2d(
          golden.logits.map((value) => Math.sign(value) * size),
          [golden.batch, golden.classes],
        );
        expect([...valueAt(z).dataSync()].every(Number.isFinite)).toBe(true);
        const gradient = grad((x) => mean(valueAt(x)))(z);
        expect([...gradient.dataSync()].every(Number.isFinite)).toBe(true);
      }
    });

    test('does not depend on the order of the classes', () => {
      const value = fc.float({ min: -8, max: 8, noNaN: true });
      fc.assert(
        fc.property(fc.array(value, { minLength: 4, maxLength: 4 }), fc.nat(3), fc.nat(3), (row, label, by) => {
          const rotated = row.map((_, k) => row[(k + by) % 4] ?? 0);
          const original = loss(tensor2d([row]), oneHotTargets(Int32Array.of(label), 4)).dataSync()[0] ?? Number.NaN;
          const moved = loss(tensor2d([rotated]), oneHotTargets(Int32Array.of((label - by + 4) % 4), 4)).dataSync()[0];
          expect(moved).toBeCloseTo(original, 4);
        }),
        { seed: 7, numRuns: 40 },
      );
    });
  });
});
