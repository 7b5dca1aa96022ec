import { expect, test } from 'vitest';
import { labelKnownClasses, numberClasses, type LabelGaps, type LabelSource } from './number-classes.ts';

const train = (...labels: readonly number[]): LabelSource => ({ from: 'y_train', labels: Float64Array.from(labels) });
const held = (...labels: readonly number[]): LabelSource => ({ from: 'y_test', labels: Float64Array.from(labels) });

function read(sources: readonly LabelSource[], gaps: LabelGaps): unknown {
  const { classNames, labels, notes } = numberClasses(sources, gaps);
  return { classNames, labels: labels.map((each) => [...each]), notes: notes.map(({ code }) => code) };
}

test.each<LabelGaps>(['refuse', 'renumber', 'keep'])('labels from 0 without a gap are the classes, with %s', (gaps) => {
  expect(read([train(1, 0, 2), held(0)], gaps)).toEqual({
    classNames: ['0', '1', '2'],
    labels: [[1, 0, 2], [0]],
    notes: [],
  });
});

test.each<[string, readonly LabelSource[], RegExp]>([
  ['start at 1', [train(1, 2, 3)], /^y_train: no image has the label 0; .* saw 1, 2, 3$/],
  ['leave one out', [train(0, 3), held(1, 0)], /^y_train and y_test: no image has the label 2; /],
  [
    'are far apart',
    [train(0, 100)],
    /no image has the labels 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, and 89 more; .* saw 0, 100$/,
  ],
])('labels that %s are refused, renumbered or kept', (_what, sources, message) => {
  expect(() => numberClasses(sources, 'refuse')).toThrow(
    expect.objectContaining({
      code: 'dataset-label-gaps',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/label_gaps to renumber .* keep/),
    }),
  );
  const found = [...new Set(sources.flatMap(({ labels }) => [...labels]))].sort((a, b) => a - b);
  expect(read(sources, 'renumber')).toMatchObject({
    classNames: found.map(String),
    labels: sources.map(({ labels }) => Array.from(labels, (label) => found.indexOf(label))),
  });
  expect(read(sources, 'keep')).toMatchObject({
    classNames: { length: (found.at(-1) ?? 0) + 1 },
    labels: sources.map(({ labels }) => [...labels]),
  });
  expect(numberClasses(sources, 'renumber').notes[0]?.code).toBe('labels-renumbered');
  expect(numberClasses(sources, 'keep').notes[0]?.code).toBe('empty-class');
});

test('negative labels and those beyond 255 are classes when they are renumbered', () => {
  expect(read([train(-1, 1, 1)], 'renumber')).toEqual({
    classNames: ['-1', '1'],
    labels: [[0, 1, 1]],
    notes: ['labels-renumbered'],
  });
  expect(read([train(1000, 70_000)], 'renumber')).toMatchObject({ classNames: ['1000', '70000'], labels: [[0, 1]] });
  for (const gaps of ['refuse', 'keep'] as const) {
    expect(() => numberClasses([train(0, 1), held(0, -1)], gaps)).toThrow(/y_test: label 1 is -1, expected 0 to 255/);
    expect(() => numberClasses([train(0, 256)], gaps)).toThrow(/y_train: label 1 is 256, expected 0 to 255/);
  }
});

test('one class, or more than a byte can number, is refused', () => {
  const single = { code: 'dataset-single-class', message: 'y_train and y_test: every label is 3' };
  for (const gaps of ['refuse', 'renumber', 'keep'] as const)
    expect(() => numberClasses([train(3, 3), held(3)], gaps)).toThrow(expect.objectContaining(single));
  const many = Array.from({ length: 257 }, (_, label) => label * 2);
  expect(() => numberClasses([train(...many)], 'renumber')).toThrow(
    expect.objectContaining({
      code: 'dataset-too-many-classes',
      message: expect.stringMatching(/257 different labels/),
    }),
  );
});

test('a class of the test images alone, and one of no image, are warned of', () => {
  expect(numberClasses([train(0, 1), held(2)], 'refuse').notes).toEqual([
    {
      code: 'class-not-in-training',
      severity: 'warning',
      message: '1 of 3 classes has test images but no training image, and cannot be learned: 2.',
    },
  ]);
  expect(labelKnownClasses([train(0, 1)], ['cat', 'dog', 'eel', 'fox']).notes).toEqual([
    { code: 'empty-class', severity: 'warning', message: '2 of 4 classes have no image: eel, fox.' },
  ]);
});

test('labels that classes with names do not have are refused', () => {
  expect(() => labelKnownClasses([train(0, 1), held(2)], ['cat', 'dog'])).toThrow(
    expect.objectContaining({ code: 'dataset-unknown-label', message: 'y_test: label 0 is 2, expected 0 to 1' }),
  );
});
