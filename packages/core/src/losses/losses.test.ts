import { grad, mean, tensor2d, tidy, type Tensor1D, type Tensor2D, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import golden from '../../test/golden/losses.golden.json' with { type: 'json' };
import more from '../../test/golden/loss-variants.golden.json' with { type: 'json' };
import longTail from '../../test/golden/long-tail-losses.golden.json' with { type: 'json' };
import { openEngine } from '../engines/index.ts';
import { createNamed, namedConfigSchema, type NamedConfig, type Registry } from '../registry/index.ts';
import { checkGradient, countLeakedTensors, relativeError } from '../testing/index.ts';
import { oneHotTargets } from '../training/targets.ts';
import { lossRegistry, type Loss } from './index.ts';
import { combined } from './combined.ts';
import { termLosses } from './term-losses.ts';

const goldenCases = { ...golden.cases, ...more.cases, ...longTail.cases };
const softCases = { ...more.soft.cases, ...longTail.soft };
const classWeights = [0.5, 2, 0, 1, 3];

/** Options of the losses in the other goldens; those in `loss-variants.golden.json` state their own. */
const configs: Record<keyof typeof golden.cases | keyof typeof longTail.cases, NamedConfig> = {
  'cross-entropy': { name: 'cross-entropy' },
  mse: { name: 'mse' },
  hinge: { name: 'hinge', form: 'crammer-singer' },
  'hinge/one-vs-rest': { name: 'hinge', form: 'one-vs-rest' },
  'focal/alpha-of-classes': { name: 'focal', alpha: classWeights },
  'focal/balanced': { name: 'focal', gamma: 0.5, alpha: 'balanced' },
  'cross-entropy/balanced': { name: 'cross-entropy', class_weights: 'balanced' },
  'cross-entropy/class-weights': { name: 'cross-entropy', class_weights: classWeights },
  'cross-entropy/class-weights/label-smoothing': {
    name: 'cross-entropy',
    class_weights: classWeights,
    label_smoothing: 0.1,
  },
  'class-balanced': { name: 'class-balanced' },
  'class-balanced/focal': { name: 'class-balanced', base: 'focal', beta: 0.9, gamma: 1.5 },
  'class-balanced/beta-0': { name: 'class-balanced', beta: 0 },
  'logit-adjusted': { name: 'logit-adjusted' },
  'logit-adjusted/tau': { name: 'logit-adjusted', tau: 2.5 },
  combined: { name: 'combined', terms: { 'cross-entropy': 1, mse: { weight: 0.5, on: 'logits' } } },
  'combined/three': { name: 'combined', terms: { mse: 0.3, focal: 2, hinge: 0, 'logit-adjusted': { weight: 0.1 } } },
};
const cases: Record<keyof typeof goldenCases, NamedConfig> = {
  ...configs,
  ...(Object.fromEntries(Object.entries(more.cases).map(([name, { config }]) => [name, config])) as Record<
    keyof typeof more.cases,
    NamedConfig
  >),
};

/** Small where the golden's logits lie near a kink, large where the loss is so flat that rounding shows. */
const stencilSteps: Partial<Record<string, number>> = { 'hinge/one-vs-rest': 0.001, 'bi-tempered/heavy': 0.1 };
const configSchema = namedConfigSchema(lossRegistry, 'losses');

/** Every loss except `module`, which is loaded asynchronously from a user's file and has its own tests. */
const madeHere = { ...termLosses, combined } as const satisfies Registry<Loss>;
const makeLoss = (config: NamedConfig, classCounts: readonly number[]): Loss =>
  createNamed<Loss>(madeHere, configSchema.parse(config), { classCounts });

test('every loss has a golden', () => {
  expect(new Set(Object.values(cases).map(({ name }) => name))).toEqual(new Set(Object.keys(madeHere)));
  expect(Object.keys(lossRegistry)).toEqual([...Object.keys(madeHere), 'module']);
});

describe.each(['cpu', 'wasm'] as const)('on %s', (engine) => {
  beforeAll(async () => {
    await openEngine(engine);
  });

  describe.each(Object.entries(cases))('%s', (name, config) => {
    const loss = makeLoss(config, longTail.class_counts);
    const wanted = goldenCases[name as keyof typeof goldenCases];
    const logits = (): Tensor2D => tensor2d(golden.logits, [golden.batch, golden.classes]);
    const targets = (): Tensor2D => oneHotTargets(Int32Array.from(golden.labels), golden.classes);
    const valueAt = (z: Tensor): Tensor1D => loss(z as Tensor2D, targets());

    const expectFinite = (values: readonly number[], labels: readonly number[]): void => {
      const z = tensor2d([...values], [labels.length, golden.classes]);
      const at = (x: Tensor): Tensor1D => loss(x as Tensor2D, oneHotTargets(Int32Array.from(labels), golden.classes));
      expect([...at(z).dataSync()].every(Number.isFinite)).toBe(true);
      expect([...grad((x) => mean(at(x)))(z).dataSync()].every(Number.isFinite)).toBe(true);
    };

    test('matches the golden value and gradient', () => {
      expect(relativeError(valueAt(logits()).dataSync(), wanted.values)).toBeLessThan(1e-5);
      const gradient = grad((z) => mean(valueAt(z)))(logits());
      expect(relativeError(gradient.dataSync(), wanted.gradient_of_mean)).toBeLessThan(1e-4);
    });

    test('has the gradient that finite differences give', () => {
      const [error = Number.NaN] = checkGradient(valueAt, [logits()], {
        step: stencilSteps[name] ?? 0.01,
      });
      expect(error).toBeLessThan(1e-3);
    });

    test('is finite, with a finite gradient, for extreme and for equal logits', () => {
      const signs = golden.logits.map(Math.sign);
      for (const size of [0, 1, 1e4]) {
        for (const row of [signs, signs.map(() => 1), signs.map(() => -1)]) {
          expectFinite(
            row.map((sign) => sign * size),
            golden.labels,
          );
        }
      }
    });

    test('is finite for a batch of one and for a batch of one class, right and wrong by 1e4', () => {
      const first = golden.logits.slice(0, golden.classes);
      for (const at of [-1e4, 0, 1e4]) {
        const row = [at, ...first.slice(1)];
        for (const label of [0, 1]) {
          expectFinite(row, [label]);
          expectFinite([...row, ...row, ...first], [label, label, label]);
        }
      }
    });

    test('is NaN where a logit is: a run that diverged says so', () => {
      const row = [Number.NaN, ...golden.logits.slice(1, golden.classes)];
      const values = loss(tensor2d([row, row]), oneHotTargets(Int32Array.of(0, 2), golden.classes)).dataSync();
      expect([...values]).toEqual([Number.NaN, Number.NaN]);
    });

    test('leaves no tensor behind', async () => {
      const leaked = await countLeakedTensors(() => {
        tidy(() => void valueAt(logits()));
        tidy(() => void grad((z) => mean(valueAt(z)))(logits()));
      });
      expect(leaked).toBe(0);
    });

    test('does not depend on the order of the classes', () => {
      const value = fc.float({ min: -8, max: 8, noNaN: true });
      // Where all classes are equally frequent and weigh the same, their order is no property of the data.
      const listed = ['class_weights', 'alpha'].filter((option) => Array.isArray(config[option]));
      const equal = Object.fromEntries(listed.map((option) => [option, [2, 2, 2, 2]]));
      const even = makeLoss({ ...config, ...equal }, [9, 9, 9, 9]);
      fc.assert(
        fc.property(fc.array(value, { minLength: 4, maxLength: 4 }), fc.nat(3), fc.nat(3), (row, label, by) => {
          const rotated = row.map((_, k) => row[(k + by) % 4] ?? 0);
          const original = even(tensor2d([row]), oneHotTargets(Int32Array.of(label), 4)).dataSync()[0] ?? Number.NaN;
          const moved = even(tensor2d([rotated]), oneHotTargets(Int32Array.of((label - by + 4) % 4), 4)).dataSync()[0];
          expect(moved).toBeCloseTo(original, 4);
        }),
        { seed: 7, numRuns: 40 },
      );
    });
  });

  test.each<NamedConfig>([
    { name: 'hinge', form: 'weston-watkins', margin: 1000, squared: true },
    { name: 'focal', gamma: 0.01 },
    { name: 'focal', gamma: 10 },
    { name: 'focal', alpha: 'balanced' },
    { name: 'generalized-cross-entropy', q: 0.001 },
    { name: 'symmetric-cross-entropy', log_of_zero: -80 },
    { name: 'bi-tempered', t1: 0, t2: 1 },
    { name: 'bi-tempered', t1: 1, t2: 4 },
    { name: 'asymmetric', gamma_positive: 0.01, gamma_negative: 0.01, clip: 0 },
    { name: 'asymmetric', gamma_positive: 10, gamma_negative: 10, clip: 0.5 },
    { name: 'cross-entropy', class_weights: 'balanced' },
    { name: 'class-balanced', beta: 0.9999999 },
    { name: 'class-balanced', base: 'focal', gamma: 0.01, beta: 0 },
    { name: 'logit-adjusted', tau: 100 },
  ])('%j is finite, with a finite gradient, for extreme logits', (config) => {
    // One class has no image.
    const loss = makeLoss(config, [50_000, 1, 0]);
    const valueAt = (z: Tensor): Tensor1D => loss(z as Tensor2D, oneHotTargets(Int32Array.of(0, 1, 2), 3));
    for (const size of [0, 1, 20, 100, 1e4]) {
      const z = tensor2d([
        [size, -size, 0],
        [size, -size, -size],
        [size, size, size],
      ]);
      expect([...valueAt(z).dataSync()].every(Number.isFinite)).toBe(true);
      expect([...grad((x) => mean(valueAt(x)))(z).dataSync()].every(Number.isFinite)).toBe(true);
    }
  });

  test.each(Object.entries(softCases))('%s matches the golden for targets that are distributions', (name, wanted) => {
    const loss = makeLoss(cases[name as keyof typeof softCases], longTail.class_counts);
    const targets = tensor2d(more.soft.targets, [golden.batch, golden.classes]);
    const valueAt = (z: Tensor): Tensor1D => loss(z as Tensor2D, targets);
    const logits = tensor2d(golden.logits, [golden.batch, golden.classes]);
    expect(relativeError(valueAt(logits).dataSync(), wanted.values)).toBeLessThan(1e-5);
    const gradient = grad((z) => mean(valueAt(z)))(logits);
    expect(relativeError(gradient.dataSync(), wanted.gradient_of_mean)).toBeLessThan(1e-4);
  });
});

test.each<NamedConfig>([
  { name: 'cross-entropy', label_smoothing: 1 },
  { name: 'mse', on: 'softmax' },
  { name: 'hinge', form: 'weston' },
  { name: 'hinge', margin: 0 },
  { name: 'hinge', squared: 'yes' },
  { name: 'mae', on: 'logits' },
  { name: 'focal', gamma: -1 },
  { name: 'focal', alpha: 0 },
  { name: 'focal', alpha: [0, 0] },
  { name: 'focal', alpha: [1] },
  { name: 'focal', alpha: 'even' },
  { name: 'generalized-cross-entropy', q: 0 },
  { name: 'symmetric-cross-entropy', log_of_zero: 0 },
  { name: 'bi-tempered', t1: 1.1 },
  { name: 'bi-tempered', t2: 0.9 },
  { name: 'poly-1', epsilon: -2 },
  { name: 'asymmetric', clip: 1 },
  { name: 'cross-entropy', class_weights: [1, -1] },
  { name: 'cross-entropy', class_weights: [0, 0] },
  { name: 'cross-entropy', class_weights: [1] },
  { name: 'cross-entropy', class_weights: 'unbalanced' },
  { name: 'class-balanced', beta: 1 },
  { name: 'class-balanced', base: 'mse' },
  { name: 'logit-adjusted', tau: -1 },
  { name: 'combined' },
  { name: 'combined', terms: {} },
  { name: 'combined', terms: { mse: 0 } },
  { name: 'combined', terms: { mse: -1, mae: 1 } },
  { name: 'combined', terms: { mse: { on: 'logits' } } },
  { name: 'combined', terms: { mse: { weight: 1, margin: 1 } } },
  { name: 'combined', terms: { combined: 1 } },
  { name: 'combined', terms: { module: 1 } },
])('refuses %j', (config) => {
  expect(configSchema.safeParse(config).success).toBe(false);
});

test('a weight alone and a mapping of nothing but it are the same configuration', () => {
  const short = configSchema.parse({ name: 'combined', terms: { mse: 2, hinge: { weight: 1 } } });
  expect(short).toEqual(configSchema.parse({ name: 'combined', terms: { mse: { weight: 2 }, hinge: 1 } }));
  expect(short['terms']).toMatchObject({ mse: { weight: 2, on: 'probabilities' } });
});

test('leaving class weights out leaves no key behind, so that earlier trials keep their keys', () => {
  expect(configSchema.parse('cross-entropy')).toEqual({ name: 'cross-entropy', label_smoothing: 0 });
});

test('a list of class weights must fit the classes', () => {
  expect(() => makeLoss({ name: 'cross-entropy', class_weights: [1, 2] }, [5, 5, 5])).toThrow(
    expect.objectContaining({ code: 'class-weights-count' }),
  );
  expect(() => makeLoss({ name: 'focal', alpha: [1, 2] }, [5, 5, 5])).toThrow('alpha: saw 2 weights; expected 3');
  const inside = { name: 'combined', terms: { 'cross-entropy': { weight: 1, class_weights: [1, 2] } } };
  expect(() => makeLoss(inside, [5, 5, 5])).toThrow(expect.objectContaining({ code: 'class-weights-count' }));
});
