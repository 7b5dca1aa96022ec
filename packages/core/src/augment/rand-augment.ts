import type { RandomStream } from '../random/index.ts';
import { contrast } from './contrast.ts';
import type { ImageShape } from './image-shape.ts';
import { autoContrast, equalize, posterize, saturate, scaleBrightness, sharpen, solarize } from './tone.ts';
import { warpAffine } from './warp-affine.ts';

/** `strength` is magnitude / 30; `signed` is the same or its negative, each half of the time. */
type RandomOperation = (
  from: Float32Array,
  to: Float32Array,
  shape: ImageShape,
  amount: { readonly strength: number; readonly signed: number },
) => void;

/** What RandAugment draws from, with its ranges at full strength: those of torchvision's RandAugment. */
export const randomOperations = {
  identity: (from, to) => to.set(from),
  'auto-contrast': autoContrast,
  equalize,
  rotate: (from, to, shape, { signed }) => warpAffine(from, to, shape, { rotation: 30 * signed }),
  solarize: (from, to, _, { strength }) => solarize(from, to, (256 / 255) * (1 - strength)),
  posterize: (from, to, _, { strength }) => posterize(from, to, 8 - Math.round(4 * strength)),
  contrast: (from, to, _, { signed }) => contrast(from, to, 1 + 0.9 * signed),
  brightness: (from, to, _, { signed }) => scaleBrightness(from, to, 1 + 0.9 * signed),
  sharpness: (from, to, shape, { signed }) => sharpen(from, to, shape, 1 + 0.9 * signed),
  'shear-x': (from, to, shape, { signed }) => warpAffine(from, to, shape, { shearX: 0.3 * signed }),
  'shear-y': (from, to, shape, { signed }) => warpAffine(from, to, shape, { shearY: 0.3 * signed }),
  'translate-x': (from, to, shape, { signed }) =>
    warpAffine(from, to, shape, { shiftX: (150 / 331) * shape.width * signed }),
  'translate-y': (from, to, shape, { signed }) =>
    warpAffine(from, to, shape, { shiftY: (150 / 331) * shape.height * signed }),
  color: (from, to, _, { signed }) => saturate(from, to, 1 + 0.9 * signed),
} satisfies Record<string, RandomOperation>;

/** One operation of RandAugment: drawn evenly, of a fixed magnitude from 0 to 30. `color` is drawn for three channels only. */
export function randAugmentOnce(
  shape: ImageShape,
  magnitude: number,
): (from: Float32Array, to: Float32Array, stream: RandomStream) => void {
  const { color, ...others } = randomOperations;
  const choices: RandomOperation[] = Object.values(others);
  if (shape.channels === 3) choices.push(color);
  const strength = magnitude / 30;
  return (from, to, stream) => {
    const operation = choices[stream.nextInteger(choices.length)];
    const signed = stream.nextUniform() < 0.5 ? -strength : strength;
    operation?.(from, to, shape, { strength, signed });
  };
}
