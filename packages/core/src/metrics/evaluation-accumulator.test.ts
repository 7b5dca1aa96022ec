import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import classGolden from '../../test/golden/class-metrics.golden.json' with { type: 'json' };
import golden from '../../test/golden/metrics.golden.json' with { type: 'json' };
import { classScores } from '../statistics/index.ts';
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

/** Close to a number, or NaN where that is expected: an empty bin has no means. */
const orNaN = (value: number): unknown => (Number.isNaN(value) ? Number.NaN : expect.closeTo(value, 7));

describe.each(Object.entries(classGolden.cases))('golden: %s', (_, expected) => {
  const accumulator = new EvaluationAccumulator(expected.classes);
  accumulator.add(expected.logits, expected.labels, 1, [...expected.labels.keys()]);

  test('metrics and scores of the classes', () => {
    const metrics = accumulator.metrics();
    // Keras computes in float32 and adds 1e-7 to the denominator of F1.
    for (const name of ['top_3_accuracy', 'top_5_accuracy', 'balanced_accuracy', 'macro_f1'] as const)
      expect(metrics[name]).toBeCloseTo(expected[name], 6);
    for (const [place, score] of classScores(accumulator.confusion()).entries()) {
      const { f1, ...exact } = expected.scores[place] ?? { f1: Number.NaN };
      expect(score).toMatchObject(exact);
      expect(score.f1).toBeCloseTo(f1, 6);
    }
  });

  test('reliability bins', () => {
    for (const [place, bin] of accumulator.reliability().entries()) {
      const { count, meanConfidence = Number.NaN, accuracy = Number.NaN } = expected.bins[place] ?? { count: -1 };
      expect(bin.count).toBe(count);
      expect(bin.meanConfidence).toEqual(orNaN(meanConfidence));
      expect(bin.accuracy).toEqual(orNaN(accuracy));
    }
  });

  test('the surest mistakes', () => {
    const mistakes = accumulator.mistakes();
    expect(mistakes.map(({ index, label, predicted }) => ({ index, label, predicted }))).toEqual(
      expected.mistakes.map(({ index, label, predicted }) => ({ index, label, predicted })),
    );
    for (const [place, { confidence }] of mistakes.entries())
      expect(confidence).toBeCloseTo(expected.mistakes[place]?.confidence ?? Number.NaN, 7);
  });
});

test('the mean loss weighs batches by their size', () => {
  const accumulator = new EvaluationAccumulator(2);
  accumulator.add([1, 0, 1, 0, 1, 0], [0, 0, 0], 1);
  accumulator.add([1, 0], [0], 5);
  expect(accumulator.metrics().loss).toBe(2);
});

test('of equal logits the lower class comes first, for the prediction and for top k alike', () => {
  const topOf = (label: number) => {
    const accumulator = new EvaluationAccumulator(7);
    accumulator.add(Array<number>(7).fill(0.5), [label], 1);
    const { accuracy, top_3_accuracy: top3, top_5_accuracy: top5 } = accumulator.metrics();
    return [accuracy, top3, top5];
  };
  expect([0, 2, 3, 4, 5].map(topOf)).toEqual([
    [1, 1, 1],
    [0, 1, 1],
    [0, 0, 1],
    [0, 0, 1],
    [0, 0, 0],
  ]);
});

test('a larger k is never worse, and k from the number of classes is always right, also with NaN and infinity', () => {
  const logit = fc.constantFrom(-2, 0, 0.5, 3, Infinity, -Infinity, Number.NaN);
  const rows = fc.array(fc.tuple(fc.array(logit, { minLength: 5, maxLength: 5 }), fc.nat(4)), { minLength: 1 });
  fc.assert(
    fc.property(rows, (images) => {
      const accumulator = new EvaluationAccumulator(5);
      for (const [logits, label] of images) accumulator.add(logits, [label], 1);
      const { accuracy, top_3_accuracy: top3, top_5_accuracy: top5 } = accumulator.metrics();
      expect(top3).toBeGreaterThanOrEqual(accuracy);
      expect(top5).toBe(1);
    }),
  );
});

test('infinite logits give NaN or infinity, not an exception', () => {
  const accumulator = new EvaluationAccumulator(2);
  accumulator.add([Number.NaN, Number.NaN, Infinity, 0], [0, 1], Number.NaN, [7, 8]);
  const metrics = accumulator.metrics();
  expect(metrics.loss).toBeNaN();
  expect(metrics.nll).toBeNaN();
  expect(metrics.accuracy).toBeGreaterThanOrEqual(0);
  expect(accumulator.mistakes()).toEqual([{ index: 8, label: 1, predicted: 0, confidence: Number.NaN }]);
});

test('nothing added has no metrics, and without indices no mistakes are kept', () => {
  const accumulator = new EvaluationAccumulator(2);
  expect(Object.values(accumulator.metrics()).every(Number.isNaN)).toBe(true);
  accumulator.add([1, 0], [1], 1);
  expect(accumulator.mistakes()).toEqual([]);
});
