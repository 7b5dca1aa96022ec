import { expect, test } from 'vitest';
import type { RangeTest } from '../../contract/index.ts';
import { describeEffort, describeFinding, describeSetting } from './describe-range-test.ts';

const rangeTest: RangeTest = {
  id: 1,
  label: 'adam',
  model: 'seed-cnn',
  loss: 'hinge',
  optimizer: 'adam',
  dataset: 'glyphs',
  batchSize: 32,
  engine: 'wasm',
  minimumRate: 1e-6,
  maximumRate: 10,
  steps: 200,
  suggestedRate: 0.001_234,
  usableRates: { from: 1e-4, to: 0.0222 },
  ending: 'reached-the-end',
  seconds: 3.2,
  createdAt: 0,
};

test('tells what was tested, without what the label says', () => {
  expect(describeSetting(rangeTest)).toBe('seed-cnn, hinge, batch 32');
  expect(describeSetting({ ...rangeTest, label: 'default' })).toBe('seed-cnn, hinge, adam, batch 32');
});

test('tells what came out, to two digits', () => {
  expect(describeFinding(rangeTest)).toBe('Suggested 0.0012, usable 0.0001 to 0.022.');
  const flat = { ...rangeTest, suggestedRate: null, usableRates: null };
  expect(describeFinding(flat)).toBe('No rate can be suggested: the loss did not fall.');
});

test('tells how much was tried, and that it ended early', () => {
  expect(describeEffort(rangeTest)).toBe('200 steps from 1e-6 to 10; engine wasm, 3.2 s.');
  expect(describeEffort({ ...rangeTest, ending: 'blew-up' })).toBe(
    '200 steps from 1e-6 to 10, ended early because the loss blew up; engine wasm, 3.2 s.',
  );
});
