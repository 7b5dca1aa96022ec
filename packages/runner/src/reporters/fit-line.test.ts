import { expect, test } from 'vitest';
import { fitLine, fitText } from './fit-line.ts';

const red = (text: string): string => `<${text}>`;

test('a line that fits stays as it is', () => {
  expect(fitLine([{ text: 'loss ' }, { text: '0.5', paint: red }], 8)).toBe('loss <0.5>');
});

test('a longer one is cut with an ellipsis; colors take no width', () => {
  expect(fitLine([{ text: 'loss ' }, { text: '0.512345', paint: red }], 9)).toBe('loss <0.5>…');
  expect(fitLine([{ text: 'loss ' }, { text: '0.5', paint: red }], 4)).toBe('los…');
});

test('text is padded or cut to the width', () => {
  expect(fitText('sgd', 5)).toBe('sgd  ');
  expect(fitText('cross · entropy', 6)).toBe('cross…');
  expect(fitText('sgd', 0)).toBe('');
});
