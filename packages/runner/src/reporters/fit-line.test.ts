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

test('a label gives way before a number does', () => {
  const line = [
    { text: '✓ ' },
    { text: 'cross-entropy(label_smoothing=0.1) · adam · 0.001 #2', isLabel: true },
    { text: '  0.9612' },
  ];
  expect(fitLine(line, 40)).toBe('✓ cross-entropy(l…dam · 0.001 #2  0.9612');
  expect(fitLine(line, 200)).toBe('✓ cross-entropy(label_smoothing=0.1) · adam · 0.001 #2  0.9612');
});

test('wide characters count as two', () => {
  expect(fitLine([{ text: '漢字漢字' }], 5)).toBe('漢字…');
  expect(fitText('漢', 4)).toBe('漢  ');
});

test('what a terminal would obey is written out', () => {
  expect(fitLine([{ text: '\u001B[2Jx\r' }], 40)).toBe(String.raw`\x1b[2Jx\x0d`);
});
