import { expect, test } from 'vitest';
import { formatClassScores } from './print-class-scores.ts';
import { formatMistakes } from './print-mistakes.ts';
import { formatReliability } from './print-reliability.ts';
import { createStyle } from '../terminal/style.ts';

const context = { style: createStyle(false), columns: 80 };

test('scores without a quotient are dashes, long names give way', () => {
  const absent = { precision: 0, recall: 0, f1: 0, support: 0, predicted: 0 };
  const name = 'a very long name of a class that nobody would like to read in a terminal';
  const text = formatClassScores(
    [
      { name: 'cat', precision: 0.5, recall: 1, f1: 2 / 3, support: 3, predicted: 6 },
      { name, ...absent },
      { name: 'fox', ...absent, support: 3 },
    ],
    context,
  );
  const [, cat, long, fox] = text.split('\n');
  expect(cat).toMatch(/^cat +0\.5000 +1\.0000 +0\.6667 +3 +6$/);
  expect(long).toMatch(/^a very.*… +- +- +- +0 +0$/);
  expect(fox).toMatch(/^fox +- +0\.0000 +0\.0000 +3 +0$/);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('empty bins are left out; the bar is the accuracy, the mark the confidence', () => {
  const text = formatReliability(
    [
      { count: 2, meanConfidence: 0.25, accuracy: 1 },
      { count: 0, meanConfidence: Number.NaN, accuracy: Number.NaN },
      { count: 4, meanConfidence: 0.75, accuracy: 0.5 },
      { count: 1, meanConfidence: Number.NaN, accuracy: 0 },
    ],
    context,
  );
  expect(text.split('\n').slice(1)).toEqual([
    '0.00 - 0.25       2      0.2500    1.0000  █████|██████████████████',
    '0.50 - 0.75       4      0.7500    0.5000  ████████████·····|······',
    '0.75 - 1.00       1         NaN    0.0000  ························',
  ]);
});

test('mistakes have names, or indices; ten are shown until all are asked for', () => {
  const mistakes = Array.from({ length: 12 }, (_, place) => ({
    index: 100 + place,
    label: 0,
    predicted: 1,
    confidence: 0.9 - place / 100,
  }));
  const short = formatMistakes(mistakes, { classNames: ['cat', 'dog'], isComplete: false }, context).split('\n');
  expect(short).toHaveLength(12);
  expect(short[1]).toMatch(/^ +100 +cat +dog +0\.9000$/);
  expect(short.at(-1)).toBe('... and 2 more; see them with --all');
  const all = formatMistakes(mistakes, { classNames: null, isComplete: true }, context).split('\n');
  expect(all).toHaveLength(13);
  expect(all.at(-1)).toMatch(/^ +111 +0 +1 +0\.7900$/);
});
