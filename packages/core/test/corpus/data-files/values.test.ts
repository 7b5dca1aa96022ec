import { alternating, idx, npy, numbers, ramp } from './binary-files.ts';
import { images as idxImages, labels as idxLabels } from './idx-files.ts';
import { floats, inNpy, inNpz, labels } from './numpy-files.ts';
import { testOddFiles, type Accepted, type OddFile, type Place, type Refused } from './odd-file.ts';

/** Pixels of 20 images of 2 x 3: some that matter, then others. */
interface Pixels {
  readonly type: string;
  readonly first: readonly number[];
  readonly rest: readonly number[];
}
const bytes = (...first: readonly number[]): Pixels => ({ type: '|u1', first, rest: [0] });
const single = (...first: readonly number[]): Pixels => ({ type: '<f4', first, rest: [0.5, 0.25] });
const hundreds = (...first: readonly number[]): Pixels => ({ type: '<f4', first, rest: [100.5, 200] });

function content({ type, first, rest }: Pixels, count: number): Buffer {
  const values = Array.from({ length: 6 * count }, (_, i) => first[i] ?? rest[i % rest.length] ?? 0);
  switch (type) {
    case '<f4':
      return floats(values);
    case '<f8':
      return numbers(Float64Array.from(values));
    case '<u2':
    case '<f2':
      return numbers(Uint16Array.from(values));
    case '<i8':
      return numbers(BigInt64Array.from(values, BigInt));
    default:
      return Buffer.from(Int8Array.from(values).buffer);
  }
}
const array = (pixels: Pixels, count = 20): Buffer => npy(pixels.type, [count, 2, 3], content(pixels, count));

const taken = (pixels: readonly number[], ...valueNotes: readonly string[]): Accepted => ({
  count: 20,
  classNames: ['0', '1'],
  shape: [2, 3, 1],
  pixels,
  valueNotes,
});
const outside = (message: RegExp): Refused => ({ code: 'dataset-values-out-of-range', message });
const ambiguous = (message: RegExp): Refused => ({ code: 'dataset-ambiguous-range', message });

/** In both formats of numpy. */
function inBoth(what: string, x: Pixels, expected: Accepted | Refused, more: object = {}): OddFile[] {
  const npyFiles = async (place: Place): Promise<object> => ({ ...(await inNpy(array(x))(place)), ...more });
  const npzFile = inNpz(
    [
      ['x_train.npy', array(x)],
      ['y_train.npy', labels],
    ],
    { isDeflated: true },
    more,
  );
  return [
    { what: `npy: ${what}`, write: npyFiles, expected },
    { what: `npz: ${what}`, write: npzFile, expected },
  ];
}

/** Training and test images in an .npz file. */
function withTest(what: string, train: Pixels, test: Pixels, expected: Accepted | Refused): OddFile {
  const write = inNpz([
    ['x_train.npy', array(train)],
    ['y_train.npy', labels],
    ['x_test.npy', array(test, 4)],
    ['y_test.npy', npy('|u1', [4], alternating(4))],
  ]);
  return { what: `npz: ${what}`, write, expected: 'code' in expected ? expected : { ...expected, count: 24, test: 4 } };
}

/** Bytes in IDX files. */
function inIdx(what: string, x: Pixels, expected: Accepted | Refused, more: object = {}): OddFile {
  return {
    what: `idx: ${what}`,
    write: async ({ at, write }) => {
      await write(idxImages, idx([20, 2, 3], content(x, 20)));
      await write(idxLabels, idx([20], alternating(20)));
      return { name: 'idx', path: at(''), ...more };
    },
    expected,
  };
}

const range = (black: number, white: number): object => ({ pixel_range: { black, white } });

testOddFiles([
  // Floats.
  ...inBoth('floats slightly above 1', single(0, 1.000_000_1, 1), taken([0, 255, 255, 64], 'pixel-range')),
  ...inBoth('floats slightly below 0', single(-1e-7, 1), taken([0, 255, 128], 'pixel-range')),
  ...inBoth('floats slightly above 255', hundreds(0, 255.000_02), taken([0, 255, 101, 200], 'pixel-range')),
  ...inBoth('floats of -1 to 1', single(-1, 1), outside(/element 0 is -1, expected 0 to 1.* from -1 to 1/)),
  ...inBoth('floats of -1 to 1, said', single(-1, 1, 0), taken([0, 255, 128, 159], 'pixel-range'), range(-1, 1)),
  ...inBoth('centred floats', hundreds(-127.5, 127.5), outside(/element 0 is -127\.5/)),
  ...inBoth('standardized floats', { type: '<f8', first: [-2.1], rest: [0.3, 2.6] }, outside(/from -2\.1 to 2\.6/)),
  ...inBoth('floats of 0 to 100', { type: '<f4', first: [0, 100], rest: [50.5] }, ambiguous(/up to 100/)),
  ...inBoth(
    'floats of 0 to 100, said',
    { type: '<f4', first: [0, 100], rest: [50.5] },
    taken([0, 255, 129], 'pixel-range'),
    range(0, 100),
  ),
  ...inBoth('one pixel far above 1', single(0, 37.5), ambiguous(/19 images have fractions .* 1 image goes above it/)),
  ...inBoth('one pixel far above 1, said to be white', single(0, 2), taken([0, 255, 64], 'pixel-range'), range(0, 2)),
  ...inBoth('one pixel above 255', hundreds(0, 300), outside(/element 1 is 300/)),
  ...inBoth(
    'a range that is too narrow',
    single(0, 1),
    outside(/element 1 is 1, expected 0 to 0\.5, as/),
    range(0, 0.5),
  ),
  ...inBoth('NaN', single(Number.NaN), outside(/element 0 is NaN/), range(0, 1)),
  // 0x3c00 is 1, 0x3800 a half.
  ...inBoth('half floats', { type: '<f2', first: [0, 0x3c00], rest: [0x38_00] }, taken([0, 255, 128], 'pixel-range')),
  ...inBoth('infinity in half floats', { type: '<f2', first: [0x7c00], rest: [0x38_00] }, outside(/is Infinity/)),
  // Whole numbers.
  ...inBoth('bytes of 0 and 1', bytes(0, 1), taken([0, 255, 0], 'small-pixel-range')),
  ...inBoth('bytes of 0 and 1 that are meant so', bytes(0, 1), taken([0, 1, 0], 'pixel-range'), range(0, 255)),
  ...inBoth('64-bit integers of 0 and 1', { ...bytes(1), type: '<i8' }, taken([255, 0], 'small-pixel-range')),
  ...inBoth('bytes of 0 to 16', bytes(16, 8, 1), taken([255, 128, 16, 0], 'small-pixel-range')),
  ...inBoth('bytes of 0 to 17', bytes(17, 8, 1), taken([17, 8, 1, 0], 'pixel-range', 'dark-pixels')),
  ...inBoth(
    'floats of whole numbers to 16',
    { type: '<f4', first: [16], rest: [8] },
    taken([255, 128], 'small-pixel-range'),
  ),
  ...inBoth('booleans', { type: '|b1', first: [0, 1, 1], rest: [0] }, taken([0, 255, 255, 0], 'pixel-range')),
  ...inBoth('nothing but black', bytes(0), taken([0, 0], 'pixel-range', 'constant-pixels')),
  ...inBoth('signed bytes', { type: '|i1', first: [-128, 127], rest: [0] }, outside(/element 0 is -128/)),
  ...inBoth(
    'signed bytes, said',
    { type: '|i1', first: [-128, 127], rest: [0] },
    taken([0, 255, 128], 'pixel-range'),
    range(-128, 127),
  ),
  ...inBoth(
    '16 bits',
    { type: '<u2', first: [0, 65_535], rest: [257] },
    outside(/element 1 is 65535, expected 0 to 255/),
  ),
  ...inBoth(
    '16 bits, said',
    { type: '<u2', first: [0, 65_535], rest: [257] },
    taken([0, 255, 1], 'pixel-range'),
    range(0, 65_535),
  ),
  // Training and test images.
  withTest(
    'floats and test images of bytes',
    single(0, 1),
    bytes(255),
    ambiguous(/x_train goes from 0 to 1, .*x_test goes/),
  ),
  withTest(
    'bytes and test images of floats',
    bytes(255),
    single(0, 1),
    ambiguous(/x_test goes from 0 to 1, .*x_train goes/),
  ),
  withTest('floats to 1 and to 255', single(0, 1), hundreds(255), ambiguous(/different scales/)),
  withTest('test images slightly above 1', single(0, 1), single(1.000_000_1), taken([0, 255, 128], 'pixel-range')),
  withTest('levels to 7, in test images to 14', bytes(7), bytes(14), taken([128, 0], 'small-pixel-range')),
  withTest('dark test images', bytes(200), bytes(12), taken([200], 'pixel-range', 'pixel-ranges-differ')),
  withTest('booleans and floats', { type: '|b1', first: [1], rest: [0] }, single(1), taken([255, 0], 'pixel-range')),
  // IDX files.
  inIdx('0 and 1', bytes(0, 1), taken([0, 255, 0], 'small-pixel-range')),
  inIdx('0 and 1 that are meant so', bytes(0, 1), taken([0, 1], 'pixel-range'), range(0, 255)),
  inIdx('0 to 16', bytes(16, 8), taken([255, 128], 'small-pixel-range')),
  inIdx('0 to 17', bytes(17, 8), taken([17, 8], 'dark-pixels')),
  inIdx('a range of 0 to 100', bytes(100, 60), taken([255, 153], 'pixel-range'), range(0, 100)),
  inIdx('a range that is too narrow', bytes(100), outside(/element 0 is 100, expected 0 to 99/), range(0, 99)),
  inIdx(
    'a range beyond bytes',
    bytes(100),
    { code: 'dataset-range-beyond-bytes', message: /0 to 65535/ },
    range(0, 65_535),
  ),
]);

/** Labels of 20 images in both formats of numpy; as bytes in IDX files too, where they fit. */
function labelled(what: string, found: readonly number[], expected: Accepted | Refused, more: object = {}): OddFile[] {
  const values = Array.from({ length: 20 }, (_, i) => found[i % found.length] ?? 0);
  const x = npy('|u1', [20, 2, 3], ramp(120));
  const y = npy('<i8', [20], numbers(BigInt64Array.from(values, BigInt)));
  const cases: OddFile[] = [
    { what: `npy: ${what}`, write: async (place) => ({ ...(await inNpy(x, y)(place)), ...more }), expected },
    {
      what: `npz: ${what}`,
      write: inNpz(
        [
          ['x_train.npy', x],
          ['y_train.npy', y],
        ],
        {},
        more,
      ),
      expected,
    },
  ];
  if (values.some((value) => value < 0 || value > 255)) return cases;
  const inFiles = async ({ at, write }: Place): Promise<object> => {
    await write(idxImages, idx([20, 2, 3]));
    await write(idxLabels, idx([20], Buffer.from(values)));
    return { name: 'idx', path: at(''), ...more };
  };
  return [...cases, { what: `idx: ${what}`, write: inFiles, expected }];
}
const renumber = { label_gaps: 'renumber' };
const keep = { label_gaps: 'keep' };
const classes = (classNames: readonly string[], of: readonly number[]): Accepted => ({
  count: 20,
  classNames,
  shape: [2, 3, 1],
  labels: Array.from({ length: 20 }, (_, i) => of[i % of.length] ?? 0),
});
const gaps = (message: RegExp): Refused => ({ code: 'dataset-label-gaps', message });

testOddFiles([
  ...labelled('labels from 1', [1, 2], gaps(/no image has the label 0; .* saw 1, 2$/)),
  ...labelled('labels from 1, renumbered', [1, 2], classes(['1', '2'], [0, 1]), renumber),
  ...labelled('labels from 1, kept', [1, 2], classes(['0', '1', '2'], [1, 2]), keep),
  ...labelled('labels with gaps', [0, 7, 3], gaps(/the labels 1, 2, 4, 5, 6; .* saw 0, 3, 7$/)),
  ...labelled('labels with gaps, renumbered', [0, 7, 3], classes(['0', '3', '7'], [0, 2, 1]), renumber),
  ...labelled('labels without gaps, to be renumbered', [0, 1], classes(['0', '1'], [0, 1]), renumber),
  ...labelled('the labels 0 and 255', [0, 255], gaps(/1, 2, 3, 4, 5, 6, 7, 8, 9, 10, and 244 more/)),
  ...labelled('negative labels', [-1, 1], {
    code: 'dataset-unknown-label',
    message: /label 0 is -1, expected 0 to 255/,
  }),
  ...labelled('negative labels, renumbered', [-1, 1], classes(['-1', '1'], [0, 1]), renumber),
  ...labelled('negative labels, kept', [-1, 1], { code: 'dataset-unknown-label', message: /is -1/ }, keep),
  ...labelled('labels above 255, renumbered', [1000, 1001], classes(['1000', '1001'], [0, 1]), renumber),
  ...labelled('one label, renumbered', [7], { code: 'dataset-single-class', message: /every label is 7/ }, renumber),
  {
    what: 'npz: a gap that the test labels fill',
    write: inNpz([
      ['x_train.npy', npy('|u1', [20, 2, 3], ramp(120))],
      ['y_train.npy', npy('|u1', [20], Buffer.from(alternating(20).map((label) => 2 * label)))],
      ['x_test.npy', npy('|u1', [4, 2, 3], ramp(24))],
      ['y_test.npy', npy('|u1', [4], Buffer.from([0, 1, 2, 1]))],
    ]),
    expected: {
      count: 24,
      test: 4,
      classNames: ['0', '1', '2'],
      shape: [2, 3, 1],
      valueNotes: ['pixel-range', 'class-not-in-training'],
    },
  },
]);
