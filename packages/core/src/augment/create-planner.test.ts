import { expect, test } from 'vitest';
import { augmentationSchema } from './augmentation-config.ts';
import { createPlanRunner, type PlanRunner } from './apply-step.ts';
import { createPlanner, type Planner } from './create-planner.ts';

type Augmenter = (pixels: Float32Array, image: Parameters<Planner>[0]) => Float32Array;

function createAugmenter(...args: Parameters<typeof createPlanner>): Augmenter | undefined {
  const plan = createPlanner(...args);
  const run: PlanRunner = createPlanRunner(args[1]);
  return plan && ((pixels, image) => run(pixels, plan(image)));
}

const all = {
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
  rand_augment: { operations: 3, magnitude: 20 },
} as const;

test.each([1, 3])('an image depends on seed, index and epoch alone and stays within 0..1, %i channels', (channels) => {
  const shape = { height: 8, width: 6, channels };
  const pixels = Float32Array.from({ length: 48 * channels }, (_, i) => (i % 7) / 6);
  const before = pixels.slice();
  const one = createAugmenter(all, shape, 3);
  const other = createAugmenter(all, shape, 3);
  for (let index = 0; index < 200; index++) {
    const first = one?.(pixels, { index, epoch: 1 }).slice();
    other?.(pixels, { index: index + 1, epoch: 2 });
    expect(other?.(pixels, { index, epoch: 1 })).toEqual(first);
    expect(first?.every((value) => value >= 0 && value <= 1)).toBe(true);
  }
  expect(pixels).toEqual(before);
});

test('nothing to do is no augmenter', () => {
  expect(createAugmenter({ rotate: 0, flip: 'none' }, { height: 2, width: 2, channels: 1 }, 0)).toBeUndefined();
});

test('half of the images are flipped along each axis, independently', () => {
  const augment = createAugmenter({ flip: 'both' }, { height: 2, width: 2, channels: 1 }, 1);
  const seen = new Map<string, number>();
  for (let index = 0; index < 4000; index++) {
    const key = augment?.(Float32Array.of(0, 0.25, 0.5, 0.75), { index, epoch: 1 }).join(' ') ?? '';
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  expect(seen.size).toBe(4);
  // Standard deviation of a fair count: sqrt(4000 x 1/4 x 3/4) = 27.
  for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(4 * 27.4);
});

test('a crop of padding p has its (2p + 1)^2 places', () => {
  const augment = createAugmenter({ random_crop: 2 }, { height: 5, width: 5, channels: 1 }, 2);
  const pixels = Float32Array.from({ length: 25 }, (_, i) => (i + 1) / 25);
  const seen = new Set<string>();
  for (let index = 0; index < 1000; index++) seen.add(augment?.(pixels, { index, epoch: 1 }).join(' ') ?? '');
  expect(seen.size).toBe(25);
});

test('an option that is switched on does not change what the others draw', () => {
  const shape = { height: 4, width: 4, channels: 1 };
  const pixels = Float32Array.from({ length: 16 }, (_, i) => 0.4 + i / 100);
  const flips = createAugmenter({ flip: 'both' }, shape, 3);
  const both = createAugmenter({ flip: 'both', brightness: 0.2 }, shape, 3);
  for (let index = 0; index < 50; index++) {
    const flipped = flips?.(pixels, { index, epoch: 1 }) ?? new Float32Array();
    const brighter = both?.(pixels, { index, epoch: 1 }) ?? new Float32Array();
    const added = (brighter[0] ?? 0) - (flipped[0] ?? 0);
    expect(Math.abs(added)).toBeLessThanOrEqual(0.2);
    for (const [i, value] of flipped.entries()) expect(brighter[i]).toBeCloseTo(value + added, 5);
  }
});

test('the square that cutout blackens stays black, whatever else is done', () => {
  const shape = { height: 8, width: 8, channels: 1 };
  const augment = createAugmenter({ noise: 0.2, brightness: 0.3, cutout: 3 }, shape, 4);
  for (let index = 0; index < 50; index++) {
    const augmented = augment?.(new Float32Array(64).fill(0.7), { index, epoch: 1 });
    expect(augmented?.filter((value) => value === 0).length).toBeGreaterThanOrEqual(4);
  }
});

test.each([
  [{ random_crop: -1 }],
  [{ random_crop: 1.5 }],
  [{ flip: 'sideways' }],
  [{ shift: 1.1 }],
  [{ rotate: 181 }],
  [{ zoom: 1 }],
  [{ shear: 61 }],
  [{ brightness: -0.1 }],
  [{ contrast: 1 }],
  [{ noise: Number.NaN }],
  [{ cutout: 0.5 }],
  [{ rand_augment: { magnitude: 31 } }],
  [{ rand_augment: { operations: 11 } }],
  [{ blur: 1 }],
])('%j is refused', (config) => {
  expect(augmentationSchema.safeParse(config).success).toBe(false);
});
