import { tangent } from '../portable-math/index.ts';
import { createStream, type RandomStream } from '../random/index.ts';
import type { AugmentationConfig } from './augmentation-config.ts';
import { brightness } from './brightness.ts';
import { contrast } from './contrast.ts';
import { cutout } from './cutout.ts';
import { flip } from './flip.ts';
import type { ImageShape } from './image-shape.ts';
import { noise } from './noise.ts';
import { randAugmentOnce } from './rand-augment.ts';
import { randomCrop } from './random-crop.ts';
import { warpAffine } from './warp-affine.ts';

/**
 * Makes what an image becomes in an epoch: a pure function of (seed, index of the image in the dataset, epoch).
 * @returns a buffer that the next call may overwrite; `pixels` stays as it is
 */
export type Augmenter = (
  pixels: Float32Array,
  image: { readonly index: number; readonly epoch: number },
) => Float32Array;

type Draws = ReturnType<typeof draw>;
type Operation = (from: Float32Array, to: Float32Array, draws: Draws, stream: RandomStream) => void;

/**
 * Applies what the configuration names, in this order: random_crop, flip, one warp (shear, zoom, rotate and shift at once),
 * brightness, contrast, rand_augment, noise, cutout. @returns `undefined` where nothing is to be done
 */
export function createAugmenter(config: AugmentationConfig, shape: ImageShape, seed: number): Augmenter | undefined {
  const operations = operationsOf(config, shape);
  if (operations.length === 0) return undefined;
  const size = shape.height * shape.width * shape.channels;
  const scratch = [new Float32Array(size), new Float32Array(size)] as const;
  return (pixels, { index, epoch }) => {
    const stream = createStream(seed, `augmentation/${index}`, epoch);
    const draws = draw(stream);
    let from = pixels;
    for (const operation of operations) {
      const to = from === scratch[0] ? scratch[1] : scratch[0];
      operation(from, to, draws, stream);
      from = to;
    }
    return from;
  };
}

/** Always all of them, so that an option which is switched on does not change what the others do. */
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

function operationsOf(config: AugmentationConfig, shape: ImageShape): Operation[] {
  const { height, width } = shape;
  const { random_crop: padding = 0, shift = 0, rotate = 0, zoom = 0, shear = 0, cutout: side = 0 } = config;
  const { brightness: brighter = 0, contrast: stretch = 0, noise: deviation = 0, rand_augment: random } = config;
  const flipped = config.flip ?? 'none';
  const operations: Operation[] = [];
  if (padding > 0)
    operations.push((from, to, { cropTop, cropLeft }) => {
      const places = 2 * padding + 1;
      const at = { padding, top: Math.floor(cropTop * places), left: Math.floor(cropLeft * places) };
      randomCrop(from, to, shape, at);
    });
  if (flipped !== 'none')
    operations.push((from, to, { flipsHorizontally, flipsVertically }) =>
      flip(from, to, shape, {
        horizontal: flipped !== 'vertical' && flipsHorizontally,
        vertical: flipped !== 'horizontal' && flipsVertically,
      }),
    );
  if (shift > 0 || rotate > 0 || zoom > 0 || shear > 0)
    operations.push((from, to, draws) =>
      warpAffine(from, to, shape, {
        shiftX: draws.shiftX * shift * width,
        shiftY: draws.shiftY * shift * height,
        rotation: draws.rotation * rotate,
        zoom: 1 + draws.zoom * zoom,
        shearX: tangent((draws.shear * shear * Math.PI) / 180),
      }),
    );
  if (brighter > 0) operations.push((from, to, draws) => brightness(from, to, draws.brightness * brighter));
  if (stretch > 0) operations.push((from, to, draws) => contrast(from, to, 1 + draws.contrast * stretch));
  if (random !== undefined) {
    const once = randAugmentOnce(shape, random.magnitude);
    for (let i = 0; i < random.operations; i++)
      operations.push((from, to, _, stream) => {
        once(from, to, stream);
      });
  }
  if (deviation > 0) operations.push((from, to, _, stream) => noise(from, to, deviation, stream));
  if (side > 0)
    operations.push((from, to, { cutoutRow, cutoutColumn }) =>
      cutout(from, to, shape, {
        side,
        row: Math.floor(cutoutRow * height),
        column: Math.floor(cutoutColumn * width),
      }),
    );
  return operations;
}
