import { tangent } from '../portable-math/index.ts';
import { createStream, type RandomStream } from '../random/index.ts';
import type { AugmentationConfig } from './augmentation-config.ts';
import type { AugmentationPlan, AugmentationStep } from './augmentation-step.ts';
import type { ImageShape } from './image-shape.ts';
import { randAugmentOnce } from './rand-augment.ts';
import { invert } from './warp-affine.ts';

/** Draws the changes of an image in an epoch: a pure function of (seed, index of the image in the dataset, epoch). */
export type Planner = (image: { readonly index: number; readonly epoch: number }) => AugmentationPlan;

type Draws = ReturnType<typeof draw>;
type PlannedOperation = (draws: Draws, stream: RandomStream) => AugmentationStep;

/**
 * Creates a planner of the configured changes, in this order: random_crop, flip, one warp (shear, zoom, rotate and
 * shift combined), brightness, contrast, rand_augment, noise, cutout.
 * @returns `undefined` when nothing is configured
 */
export function createPlanner(config: AugmentationConfig, shape: ImageShape, seed: number): Planner | undefined {
  const operations = operationsOf(config, shape);
  if (operations.length === 0) return undefined;
  return ({ index, epoch }) => {
    const stream = createStream(seed, `augmentation/${index}`, epoch);
    const draws = draw(stream);
    return operations.map((operation) => operation(draws, stream)).filter(changesAnything);
  };
}

function changesAnything(step: AugmentationStep): boolean {
  return step.kind !== 'identity' && !(step.kind === 'flip' && !step.horizontal && !step.vertical);
}

/** Always draws every value, so that switching an option on does not change the others. */
function draw({ nextUniform }: RandomStream) {
  const signed = (): number => 2 * nextUniform() - 1;
  return {
    cropTop: nextUniform(),
    cropLeft: nextUniform(),
    flipsHorizontally: nextUniform() < 0.5,
    flipsVertically: nextUniform() < 0.5,
    shiftX: signed(),
    shiftY: signed(),
    rotation: signed(),
    zoom: signed(),
    shear: signed(),
    brightness: signed(),
    contrast: signed(),
    cutoutRow: nextUniform(),
    cutoutColumn: nextUniform(),
  };
}

function operationsOf(config: AugmentationConfig, shape: ImageShape): PlannedOperation[] {
  const { height, width } = shape;
  const { random_crop: padding = 0, shift = 0, rotate = 0, zoom = 0, shear = 0, cutout: side = 0 } = config;
  const { brightness: brighter = 0, contrast: stretch = 0, noise: deviation = 0, rand_augment: random } = config;
  const flipped = config.flip ?? 'none';
  const operations: PlannedOperation[] = [];
  if (padding > 0)
    operations.push(({ cropTop, cropLeft }) => {
      const places = 2 * padding + 1;
      return { kind: 'crop', padding, top: Math.floor(cropTop * places), left: Math.floor(cropLeft * places) };
    });
  if (flipped !== 'none')
    operations.push(({ flipsHorizontally, flipsVertically }) => ({
      kind: 'flip',
      horizontal: flipped !== 'vertical' && flipsHorizontally,
      vertical: flipped !== 'horizontal' && flipsVertically,
    }));
  if (shift > 0 || rotate > 0 || zoom > 0 || shear > 0)
    operations.push((draws) => ({
      kind: 'warp',
      ...invert({
        shiftX: draws.shiftX * shift * width,
        shiftY: draws.shiftY * shift * height,
        rotation: draws.rotation * rotate,
        zoom: 1 + draws.zoom * zoom,
        shearX: tangent((draws.shear * shear * Math.PI) / 180),
      }),
    }));
  if (brighter > 0) operations.push((draws) => ({ kind: 'brightness', amount: draws.brightness * brighter }));
  if (stretch > 0) operations.push((draws) => ({ kind: 'contrast', factor: 1 + draws.contrast * stretch }));
  if (random !== undefined) {
    const once = randAugmentOnce(shape, random.magnitude);
    for (let i = 0; i < random.operations; i++) operations.push((_, stream) => once(stream));
  }
  if (deviation > 0) operations.push((_, stream) => ({ kind: 'noise', deviation, place: stream.place() }));
  if (side > 0)
    operations.push(({ cutoutRow, cutoutColumn }) => ({
      kind: 'cutout',
      side,
      row: Math.floor(cutoutRow * height),
      column: Math.floor(cutoutColumn * width),
    }));
  return operations;
}
