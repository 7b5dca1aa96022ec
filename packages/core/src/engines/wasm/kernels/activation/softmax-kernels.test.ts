import {
  add,
  concat,
  grads,
  log,
  mul,
  softmax,
  sum,
  tensor2d,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { softmaxCrossEntropy } from '../../../../ops/cross-entropy.ts';
import { logSoftmax } from '../../../../ops/log-softmax.ts';
import { checkGradient, countLeakedTensors, relativeError } from '../../../../testing/index.ts';
import { valuesOn, type WholeNumbers } from '../../../../testing/compare-engines.ts';
import { openEngine } from '../../../open-engine.ts';

const cases = fc.record({
  seed: fc.nat(),
  rows: fc.integer({ min: 1, max: 9 }),
  columns: fc.oneof(fc.integer({ min: 1, max: 21 }), fc.integer({ min: 30, max: 40 })),
  scale: fc.constantFrom(0.01, 0.37, 3.3, 40),
});

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** `[y, dx, losses, dLogits, dTargets]` for slopes and targets of any sign and sum. */
const compute =
  ({ rows, columns, scale }: Case) =>
  (whole: WholeNumbers): Tensor[] => {
    const x = mul(whole(rows, columns), scale) as Tensor2D;
    const [dy, slopes] = [mul(whole(rows, columns), 0.7), mul(whole(rows), 0.3)];
    const targets = mul(whole(rows, columns), 0.21) as Tensor2D;
    const [dx] = grads((v: Tensor) => sum(mul(logSoftmax(v as Tensor2D), dy)))([x]) as [Tensor];
    const entropy = (v: Tensor, t: Tensor): Tensor =>
      sum(mul(softmaxCrossEntropy(v as Tensor2D, t as Tensor2D), slopes));
    return [logSoftmax(x), dx, softmaxCrossEntropy(x, targets), ...grads(entropy)([x, targets])];
  };

test('values and gradients are those of the composed operations', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (c) => {
      const [reference, values] = [
        await valuesOn('cpu', c.seed, compute(c)),
        await valuesOn('wasm', c.seed, compute(c)),
      ];
      for (const [i, wanted] of reference.entries()) {
        const seen = values[i] ?? [];
        expect(seen.length).toBe(wanted.length);
        const size = Math.max(1e-2, ...wanted.map(Math.abs));
        for (const [j, value] of wanted.entries())
          expect(Math.abs((seen[j] ?? Number.NaN) - value) / size).toBeLessThan(1e-5);
      }
    }),
    { seed: 3, numRuns: 300 },
  );
});

test('a logit gets the same bits wherever it lies in its row', async () => {
  const same = await valuesOn('wasm', 1, () => [logSoftmax(tensor2d([Array<number>(7).fill(0.3)]))]);
  expect(new Set(same[0]).size).toBe(1);
  expect(same[0]?.[0]).toBeCloseTo(-Math.log(7), 6);
});

test('adding a number to all logits of a row changes nothing', async () => {
  const shifted = (by: number) => () => {
    const rows = [
      [1, 2, -3, 4.5, 0],
      [0.25, 0, 8, -2, 1],
    ];
    const x = add(tensor2d(rows), by) as Tensor2D;
    return [logSoftmax(x), softmaxCrossEntropy(x, softmax(x))];
  };
  const [plain, moved] = [await valuesOn('wasm', 1, shifted(0)), await valuesOn('wasm', 1, shifted(1024))];
  for (const [i, wanted] of plain.entries()) expect(relativeError(moved[i] ?? [], wanted)).toBeLessThan(1e-5);
});

test('huge logits stay finite, NaN and infinity do not hide', async () => {
  const rows = [
    [1e4, -1e4, 0, 0, 0],
    [-1e4, -1e4, -1e4, -1e4, -1e4],
    [88, 87, -88, -87, 3e4],
  ];
  const [y = [], losses = []] = await valuesOn('wasm', 1, () => {
    const x = tensor2d(rows);
    return [
      logSoftmax(x),
      softmaxCrossEntropy(
        x,
        tensor2d([
          [0, 1, 0, 0, 0],
          [1, 0, 0, 0, 0],
          [1, 0, 0, 0, 0],
        ]),
      ),
    ];
  });
  expect(y.every(Number.isFinite)).toBe(true);
  expect(losses[0]).toBe(20_000);
  expect(losses[1]).toBeCloseTo(Math.log(5), 6);
  expect(losses[2]).toBe(29_912);
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    for (const at of [0, 4]) {
      const row = [1, 2, 3, 4, 5].map((value, i) => (i === at ? bad : value));
      const [spoiled = []] = await valuesOn('wasm', 1, () => [logSoftmax(tensor2d([row]))]);
      expect(spoiled.some(Number.isNaN)).toBe(true);
    }
  }
});

test.each(['cpu', 'wasm'] as const)(
  'gradients are those of finite differences, and nothing leaks, on %s',
  async (engine) => {
    await openEngine(engine);
    const leaked = await countLeakedTensors(() => {
      const x = tensor2d([
        [0.2, -1, 2, 0.5, 0.1],
        [1.5, 0.3, -0.7, 0, 1],
      ]);
      const targets = tensor2d([
        [0, 0, 0.9, 0.1, 0],
        [0.2, 0.2, 0.2, 0.2, 0.2],
      ]);
      const errors = [
        ...checkGradient((v) => logSoftmax(v as Tensor2D), [x]),
        ...checkGradient((v, t) => softmaxCrossEntropy(v as Tensor2D, t as Tensor2D) as Tensor1D, [x, targets]),
      ];
      for (const error of errors) expect(error).toBeLessThan(1e-3);
      x.dispose();
      targets.dispose();
    });
    expect(leaked).toBe(0);
  },
);

test('exponentials and logarithms are right to float32', async () => {
  const differences = Array.from({ length: 400 }, (_, i) => i * 0.21);
  const [y = []] = await valuesOn('wasm', 1, () => [
    concat(differences.map((d) => logSoftmax(tensor2d([[0, d]])))),
    log(tensor2d([[1]])),
  ]);
  differences.forEach((d, i) => {
    expect(y[2 * i + 1]).toBeCloseTo(-Math.log1p(Math.exp(-Math.fround(d))), 6);
    expect(Math.abs((y[2 * i] ?? Number.NaN) + Math.fround(d) + Math.log1p(Math.exp(-d)))).toBeLessThan(
      1e-7 * (1 + 2 * d) * 3,
    );
  });
});
