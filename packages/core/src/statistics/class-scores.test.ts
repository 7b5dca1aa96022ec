import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balancedAccuracy, classScores, macroF1 } from './index.ts';

const confusions = fc
  .integer({ min: 1, max: 6 })
  .chain((size) =>
    fc.array(fc.array(fc.nat(20), { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
  );

test('a worked example', () => {
  const confusion = [
    [8, 2],
    [1, 4],
  ];
  expect(classScores(confusion)).toEqual([
    { precision: 8 / 9, recall: 0.8, f1: 16 / 19, support: 10, predicted: 9 },
    { precision: 4 / 6, recall: 0.8, f1: 8 / 11, support: 5, predicted: 6 },
  ]);
  expect(balancedAccuracy(confusion)).toBe(0.8);
  expect(macroF1(confusion)).toBeCloseTo((16 / 19 + 8 / 11) / 2, 14);
});

test('a class without images or predictions scores 0 and is left out of the means that it does not occur in', () => {
  const confusion = [
    [3, 1, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  expect(classScores(confusion).map(({ f1 }) => f1)).toEqual([6 / 7, 0, 0]);
  expect(balancedAccuracy(confusion)).toBe(0.75);
  // Class 1 occurs as a prediction, class 2 nowhere.
  expect(macroF1(confusion)).toBeCloseTo(3 / 7, 14);
});

test('nothing measured has no mean', () => {
  for (const confusion of [[], [[0]]]) {
    expect(balancedAccuracy(confusion)).toBeNaN();
    expect(macroF1(confusion)).toBeNaN();
  }
});

test('the order of the classes has no influence on the means, and F1 lies between precision and recall', () => {
  fc.assert(
    fc.property(confusions, (confusion) => {
      const turned = confusion.toReversed().map((row) => row.toReversed());
      expect(balancedAccuracy(turned)).toBe(balancedAccuracy(confusion));
      expect(macroF1(turned)).toBe(macroF1(confusion));
      expect(classScores(turned)).toEqual(classScores(confusion).toReversed());
      for (const { precision, recall, f1 } of classScores(confusion)) {
        expect(f1).toBeLessThanOrEqual(Math.max(precision, recall) + 1e-12);
        expect(f1).toBeGreaterThanOrEqual(Math.min(precision, recall) - 1e-12);
      }
    }),
  );
});

test('with as many images in every class, balanced accuracy is accuracy', () => {
  const confusion = [
    [7, 2, 1],
    [0, 10, 0],
    [4, 4, 2],
  ];
  expect(balancedAccuracy(confusion)).toBeCloseTo(19 / 30, 14);
});
