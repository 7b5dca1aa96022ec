import { tensor4d } from '@tensorflow/tfjs-core';
import fc, { type Arbitrary } from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { AugmentationPlan, AugmentationStep } from '../../../../augment/augmentation-step.ts';
import { augmentationSchema } from '../../../../augment/augmentation-config.ts';
import { createPlanner } from '../../../../augment/create-planner.ts';
import { invert } from '../../../../augment/warp-affine.ts';
import { augmentedInJavaScript, gatherAugmented, gatherAugmentedValues } from '../../../../ops/gather-augmented.ts';
import type { ImageSource } from '../../../../ops/gather-batch.ts';
import { createStream } from '../../../../random/index.ts';
import { countLeakedTensors } from '../../../../testing/index.ts';
import { openEngine } from '../../../open-engine.ts';

beforeAll(() => openEngine('wasm'));

const runs = { seed: 8, numRuns: 300 };
const side = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 21 }));
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const real = (min: number, max: number): Arbitrary<number> => fc.double({ min, max, noNaN: true });
/** Whole and half numbers, where what is read lies on a border, and any other. */
const shift = fc.oneof(
  fc.integer({ min: -50, max: 50 }).map((halves) => halves / 2),
  real(-25, 25),
);
const factor = fc.oneof(real(0, 2), fc.constantFrom(0, 1));

const image = fc.record({
  seed: uint32,
  height: side,
  width: side,
  channels: fc.integer({ min: 1, max: 4 }),
  count: fc.integer({ min: 1, max: 3 }),
  isScaled: fc.boolean(),
  /** Few levels make flat channels and equal values. */
  levels: fc.constantFrom(1, 2, 256),
});
type Image = typeof image extends Arbitrary<infer Value> ? Value : never;

function sourceOf({ seed, height, width, channels, count, isScaled, levels }: Image): ImageSource {
  const stream = createStream(seed, 'augmented', 0);
  const lowest = stream.nextInteger(257 - levels);
  const images = new Uint8Array(new SharedArrayBuffer(count * height * width * channels));
  for (const i of images.keys()) images[i] = lowest + stream.nextInteger(levels);
  const mean = Array.from({ length: channels }, () => (isScaled ? 0 : stream.nextUniform()));
  const deviation = Array.from({ length: channels }, () => (isScaled ? 1 : 0.1 + stream.nextUniform()));
  return { images, height, width, channels, normalization: { mean, deviation } };
}

/** The very bits: -0 is not 0. */
const bitsOf = (values: Float32Array<ArrayBuffer>): number[] => [...new Uint32Array(values.buffer)];

function expectSameBits(source: ImageSource, planOf: (index: number) => AugmentationPlan): void {
  const count = source.images.length / (source.height * source.width * source.channels);
  const indices = Uint32Array.from({ length: count }, (_, i) => count - 1 - i);
  const options = { source, indices, planOf };
  expect(bitsOf(gatherAugmentedValues(options))).toEqual(bitsOf(augmentedInJavaScript(options)));
}

type Kind = AugmentationStep['kind'];
const only = (kind: 'identity' | 'auto-contrast' | 'equalize'): Arbitrary<AugmentationStep> => fc.constant({ kind });
const scaled = (kind: 'contrast' | 'scale-brightness' | 'saturate' | 'sharpen'): Arbitrary<AugmentationStep> =>
  factor.map((value) => ({ kind, factor: value }));

const steps: Readonly<Record<Kind, Arbitrary<AugmentationStep>>> = {
  identity: only('identity'),
  'auto-contrast': only('auto-contrast'),
  equalize: only('equalize'),
  crop: fc
    .record({ padding: fc.integer({ min: 0, max: 30 }), down: real(0, 1), right: real(0, 1) })
    .map(({ padding, down, right }) => ({
      kind: 'crop',
      padding,
      top: Math.round(down * 2 * padding),
      left: Math.round(right * 2 * padding),
    })),
  flip: fc.record({ kind: fc.constant('flip'), horizontal: fc.boolean(), vertical: fc.boolean() }),
  warp: fc
    .record({
      rotation: fc.oneof(real(-180, 180), fc.constantFrom(0, 90, 180, -90)),
      zoom: fc.oneof(real(0.05, 3), fc.constantFrom(1, 2, 1e-7, 1e-200)),
      shearX: fc.oneof(real(-2, 2), fc.constantFrom(0, 1)),
      shearY: fc.oneof(real(-2, 2), fc.constant(0)),
      shiftX: shift,
      shiftY: shift,
    })
    .map((change) => ({ kind: 'warp', ...invert(change) })),
  brightness: real(-1, 1).map((amount) => ({ kind: 'brightness', amount })),
  contrast: scaled('contrast'),
  'scale-brightness': scaled('scale-brightness'),
  saturate: scaled('saturate'),
  sharpen: scaled('sharpen'),
  solarize: fc
    .oneof(
      real(0, 1.01),
      fc.integer({ min: 0, max: 255 }).map((level) => level / 255),
    )
    .map((threshold) => ({ kind: 'solarize', threshold })),
  posterize: fc.integer({ min: 1, max: 8 }).map((bits) => ({ kind: 'posterize', bits })),
  noise: fc
    .record({ deviation: real(0, 1), key: fc.tuple(uint32, uint32), step: uint32, word: fc.nat(200) })
    .map(({ deviation, ...place }) => ({ kind: 'noise', deviation, place })),
  cutout: fc
    .record({ side: fc.integer({ min: 1, max: 30 }), row: real(0, 20), column: real(0, 20) })
    .map(({ side: length, row, column }) => ({
      kind: 'cutout',
      side: length,
      row: Math.floor(row),
      column: Math.floor(column),
    })),
};

test.each(Object.entries(steps))('%s makes the bits that JavaScript does', (kind, step) => {
  fc.assert(
    fc.property(image, fc.array(step, { minLength: 1, maxLength: 2 }), (drawn, plan) => {
      // Colours are those of three channels; what is cut out lies around a pixel of the image.
      const channels = kind === 'saturate' ? 3 : drawn.channels;
      const { height, width } = drawn;
      const inside = plan.map((each) =>
        each.kind === 'cutout' ? { ...each, row: each.row % height, column: each.column % width } : each,
      );
      expectSameBits(sourceOf({ ...drawn, channels }), () => inside);
    }),
    runs,
  );
});

test('every pixel value becomes the same share of 255', () => {
  const images = new Uint8Array(new SharedArrayBuffer(256));
  for (const i of images.keys()) images[i] = i;
  const source = { images, height: 16, width: 16, channels: 1, normalization: { mean: [0.3], deviation: [0.7] } };
  expectSameBits(source, () => []);
  expectSameBits({ ...source, normalization: { mean: [0], deviation: [1] } }, () => []);
});

test('a whole plan, each image its own', () => {
  const config = augmentationSchema.parse({
    random_crop: 2,
    flip: 'both',
    shift: 0.2,
    rotate: 30,
    zoom: 0.2,
    shear: 10,
    brightness: 0.3,
    contrast: 0.3,
    noise: 0.1,
    cutout: 3,
    rand_augment: { operations: 4, magnitude: 20 },
  });
  fc.assert(
    fc.property(image, uint32, fc.integer({ min: 1, max: 1000 }), (drawn, seed, epoch) => {
      const source = sourceOf(drawn);
      const plan = createPlanner(config, source, seed);
      expectSameBits(source, (index) => plan?.({ index, epoch }) ?? []);
    }),
    runs,
  );
});

test('noise of many values: every quarter of the turn, small and large radii', () => {
  const source = sourceOf({ seed: 1, height: 101, width: 99, channels: 3, count: 4, isScaled: true, levels: 256 });
  const place = { key: [7, 9] as const, step: 3, word: 13 };
  expectSameBits(source, () => [{ kind: 'noise', deviation: 0.2, place }]);
});

test('nothing is written behind the batch, and it is one tensor', async () => {
  const source = sourceOf({ seed: 1, height: 3, width: 3, channels: 1, count: 1, isScaled: false, levels: 256 });
  const neighbours = Array.from({ length: 20 }, () => tensor4d(new Float32Array(9).fill(5), [1, 3, 3, 1]));
  const leaked = await countLeakedTensors(() => {
    for (let i = 0; i < 20; i++) {
      const noise = { kind: 'brightness', amount: 0.1 } as const;
      const batch = gatherAugmented({ source, indices: Uint32Array.of(0), planOf: () => [noise] });
      expect(batch.shape).toEqual([1, 3, 3, 1]);
      batch.dispose();
    }
  });
  expect(leaked).toBe(0);
  for (const each of neighbours) {
    expect([...each.dataSync()]).toEqual(Array<number>(9).fill(5));
    each.dispose();
  }
});
