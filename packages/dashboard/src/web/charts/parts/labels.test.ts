import { expect, test } from 'vitest';
import { shortenLabel, wrapLabel } from './labels.ts';

test('a label is shortened in its middle and never longer than asked', () => {
  expect(shortenLabel('adam', 8)).toBe('adam');
  const short = shortenLabel('categorical-cross-entropy-label-smoothing-0.1', 16);
  expect(short).toHaveLength(16);
  expect(short).toMatch(/^categori…ing-0\.1$/);
  expect(shortenLabel('😀😀😀😀', 3)).toBe('😀…😀');
});

test('a label breaks after its separators', () => {
  expect(wrapLabel('momentum 0.9, nesterov', 14, 3)).toEqual(['momentum 0.9,', 'nesterov']);
  expect(wrapLabel('cross-entropy', 20, 3)).toEqual(['cross-entropy']);
  expect(wrapLabel('cross-entropy', 8, 3)).toEqual(['cross-', 'entropy']);
  expect(wrapLabel('', 8, 3)).toEqual(['']);
});

test('what does not fit into the lines is shortened in the last one', () => {
  const lines = wrapLabel('categorical-cross-entropy-with-label-smoothing-0.1', 18, 2);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toBe('categorical-cross-');
  expect(lines[1]).toHaveLength(18);
  expect(lines[1]).toMatch(/^entropy-.*…/);
});
