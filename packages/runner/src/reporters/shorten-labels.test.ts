import { expect, test } from 'vitest';
import { displayWidth } from './display-width.ts';
import { distinctWidth, shortenLabel, shortenLabels, truncate } from './shorten-labels.ts';

const smoothed = ['cross-entropy(label_smoothing=0.1)', 'cross-entropy(label_smoothing=0.05)'];

test('labels that fit stay as they are', () => {
  expect([...shortenLabels(['mse', 'hinge'], 5).values()]).toEqual(['mse', 'hinge']);
});

test('labels lose what they have in common, not what tells them apart', () => {
  expect([...shortenLabels([...smoothed, 'mse'], 14).values()]).toEqual(['cross-ent…0.1)', 'cross-en…0.05)', 'mse']);
  expect([...shortenLabels(['cross-entropy', 'cross-entropy(label_smoothing=0.1)'], 13).values()]).toEqual([
    'cross-entropy',
    'cross-entrop…',
  ]);
});

test('labels that differ at the beginning keep it', () => {
  expect([...shortenLabels(['symmetric-cross-entropy', 'generalized-cross-entropy'], 10).values()]).toEqual([
    'symmetric…',
    'generaliz…',
  ]);
});

test('a label alone keeps both ends', () => {
  expect(shortenLabel('cross-entropy · adam · 0.001 #2', 16)).toBe('cross-en…0.001 #2'.slice(0, 8) + '….001 #2');
  expect(displayWidth(shortenLabel('漢字漢字漢字漢字', 9))).toBeLessThanOrEqual(9);
});

test('the width at which labels differ', () => {
  const width = distinctWidth(smoothed, 4);
  expect(new Set(shortenLabels(smoothed, width).values()).size).toBe(2);
  expect(new Set(shortenLabels(smoothed, width - 1).values()).size).toBe(1);
  expect(distinctWidth(['mse'], 8)).toBe(8);
});

test('truncate keeps what fits', () => {
  expect(truncate('abc', 3)).toBe('abc');
  expect(truncate('abcd', 3)).toBe('ab…');
  expect(truncate('漢字漢字', 5)).toBe('漢字…');
  expect(truncate('abc', 0)).toBe('');
});
