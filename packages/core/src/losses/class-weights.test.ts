import { expect, test } from 'vitest';
import { classWeights } from './class-weights.ts';

test('balanced weights are those of scikit-learn, whose mean over the images is 1', () => {
  const counts = [6, 3, 1];
  // compute_class_weight('balanced', classes=[0, 1, 2], y=[0]*6 + [1]*3 + [2]): n / (K n_k).
  const weights = classWeights('balanced', { classCounts: counts });
  expect(weights).toEqual([10 / 18, 10 / 9, 10 / 3]);
  expect(weights.reduce((sum, weight, k) => sum + weight * (counts[k] ?? 0), 0)).toBeCloseTo(10, 12);
});

test('a class without images counts for nothing, and the others as if it were not there', () => {
  expect(classWeights('balanced', { classCounts: [6, 0, 3, 1] })).toEqual([10 / 18, 0, 10 / 9, 10 / 3]);
});

test('a list is taken as it is, one weight for each class', () => {
  expect(classWeights([1, 0, 2.5], { classCounts: [1, 1, 1] })).toEqual([1, 0, 2.5]);
  expect(() => classWeights([1, 2], { classCounts: [1, 1, 1] })).toThrow(
    expect.objectContaining({ code: 'class-weights-count', message: expect.stringMatching(/saw 2 .*expected 3/) }),
  );
});
