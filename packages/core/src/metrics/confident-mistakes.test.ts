import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConfidentMistakes, type Mistake } from './confident-mistakes.ts';

function keep(limit: number, mistakes: readonly Mistake[]): readonly Mistake[] {
  const kept = new ConfidentMistakes(limit);
  for (const mistake of mistakes) kept.add(mistake);
  return kept.list();
}

const mistake = (index: number, confidence: number): Mistake => ({ index, label: 0, predicted: 1, confidence });

test('the surest first, ties by index, NaN last', () => {
  const mistakes = [mistake(4, 0.5), mistake(1, Number.NaN), mistake(3, 0.9), mistake(2, 0.5), mistake(0, Number.NaN)];
  expect(keep(9, mistakes).map(({ index }) => index)).toEqual([3, 2, 4, 0, 1]);
  expect(keep(3, mistakes).map(({ index }) => index)).toEqual([3, 2, 4]);
  expect(keep(9, [])).toEqual([]);
});

test('the order of adding has no influence', () => {
  const confidences = fc.array(fc.constantFrom(0.2, 0.4, 0.6, 0.8, Number.NaN), { maxLength: 30 });
  fc.assert(
    fc.property(confidences, fc.integer({ min: 1, max: 12 }), (values, limit) => {
      const mistakes = values.map((confidence, index) => mistake(index, confidence));
      expect(keep(limit, mistakes.toReversed())).toEqual(keep(limit, mistakes));
      expect(keep(limit, mistakes)).toEqual(keep(99, mistakes).slice(0, limit));
    }),
  );
});
