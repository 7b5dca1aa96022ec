import { exhibitsOf } from '../parts/exhibit.ts';
import { buildConfusionMatrixConfig } from './confusion-matrix.ts';
import type { ConfusionMatrixData } from './confusion-matrix.ts';
import { wobble } from '../parts/wobble.ts';

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const clothes = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];

/** Invents a model that is mostly right, but takes 4 for 9, 3 for 5 and 7 for 2 more often than others. */
function counts(size: number, examples: number, isGood = true): number[][] {
  const likely = new Set(['4/9', '3/5', '7/2', '9/4']);
  return Array.from({ length: size }, (_, truth) => {
    const row = Array.from({ length: size }, (__, predicted) => {
      if (truth === predicted) return 0;
      const rare = Math.max(0, wobble(truth * 17 + predicted) - 0.55) * 0.006;
      const share = likely.has(`${truth}/${predicted}`) ? 0.012 : rare;
      return Math.round(examples * share * (isGood ? 1 : 9));
    });
    row[truth] = examples + Math.round(80 * wobble(truth + 3)) - row.reduce((sum, count) => sum + count, 0);
    return row;
  });
}

const typical: ConfusionMatrixData = { classNames: digits, counts: counts(10, 1000), normalize: 'counts' };

export const confusionFixtures = {
  typical,
  'row percentages': { ...typical, counts: counts(10, 1000, false), normalize: 'rows' },
  empty: { classNames: digits, counts: [], normalize: 'counts' },
  'one point': {
    classNames: ['cat', 'dog'],
    counts: [
      [1, 0],
      [0, 0],
    ],
    normalize: 'counts',
  },
  'chance level': {
    classNames: digits,
    counts: digits.map(() => digits.map(() => 0).with(3, 980)),
    normalize: 'rows',
  },
  'long names': { classNames: clothes, counts: counts(10, 1000, false), normalize: 'counts' },
  'forty classes': {
    classNames: Array.from({ length: 40 }, (_, index) => `class ${index}`),
    counts: counts(40, 100, false),
    normalize: 'counts',
  },
} as const satisfies Record<string, ConfusionMatrixData>;

export const exhibits = exhibitsOf('Confusion matrix', confusionFixtures, buildConfusionMatrixConfig, () => ({
  heightPx: 400,
  maxWidthPx: 440,
}));
