import { expect, test } from 'vitest';
import golden from '../../test/golden/metrics.golden.json' with { type: 'json' };
import { EvaluationAccumulator } from './evaluation-accumulator.ts';

test('matches the golden metrics, in one batch or several', () => {
  for (const size of [40, 7, 1]) {
    const accumulator = new EvaluationAccumulator(golden.classes);
    for (let start = 0; start < golden.labels.length; start += size) {
      const labels = golden.labels.slice(start, start + size);
      accumulator.add(golden.logits.slice(start * golden.classes, (start + size) * golden.classes), labels, 2);
    }
    const { loss, accuracy, nll, brier, ece } = accumulator.metrics();
    expect(loss).toBe(2);
    expect(accuracy).toBeCloseTo(golden.accuracy, 12);
    expect(nll).toBeCloseTo(golden.nll, 6);
    expect(brier).toBeCloseTo(golden.brier, 6);
    expect(ece).toBeCloseTo(golden.ece, 6);
    expect(accumulator.confusion()).toEqual(golden.confusion);
  }
});

test('the mean loss weighs batches by their size', () => {
  const accumulator = new EvaluationAccumulator(2);
  accumulator.add([1, 0, 1, 0, 1, 0], [0, 0, 0], 1);
  accumulator.add([1, 0], [0], 5);
  expect(accumulator.metrics().loss).toBe(2);
});

test('infinite logits give NaN or infinity, not an exception', () => {
  const accumulator = new EvaluationAccumulator(2);
  accumulator.add([Number.NaN, Number.NaN, Infinity, 0], [0, 1], Number.NaN);
  const metrics = accumulator.metrics();
  expect(metrics.loss).toBeNaN();
  expect(metrics.nll).toBeNaN();
  expect(metrics.accuracy).toBeGreaterThanOrEqual(0);
});
