import type { RandomStream } from '../random/index.ts';
import type { AugmentationStep } from './augmentation-step.ts';
import type { ImageShape } from './image-shape.ts';
import { invert, type AffineChange } from './warp-affine.ts';

/** `strength` is magnitude / 30; `signed` is `strength` or its negative, with equal probability. */
type RandomOperation = (
  shape: ImageShape,
  amount: { readonly strength: number; readonly signed: number },
) => AugmentationStep;

const warpBy = (change: AffineChange): AugmentationStep => ({ kind: 'warp', ...invert(change) });

/** The operations of RandAugment, with the ranges of torchvision's RandAugment at full strength. */
export const randomOperations = {
  identity: () => ({ kind: 'identity' }),
  'auto-contrast': () => ({ kind: 'auto-contrast' }),
  equalize: () => ({ kind: 'equalize' }),
  rotate: (_, { signed }) => warpBy({ rotation: 30 * signed }),
  solarize: (_, { strength }) => ({ kind: 'solarize', threshold: (256 / 255) * (1 - strength) }),
  posterize: (_, { strength }) => ({ kind: 'posterize', bits: 8 - Math.round(4 * strength) }),
  contrast: (_, { signed }) => ({ kind: 'contrast', factor: 1 + 0.9 * signed }),
  brightness: (_, { signed }) => ({ kind: 'scale-brightness', factor: 1 + 0.9 * signed }),
  sharpness: (_, { signed }) => ({ kind: 'sharpen', factor: 1 + 0.9 * signed }),
  'shear-x': (_, { signed }) => warpBy({ shearX: 0.3 * signed }),
  'shear-y': (_, { signed }) => warpBy({ shearY: 0.3 * signed }),
  'translate-x': ({ width }, { signed }) => warpBy({ shiftX: (150 / 331) * width * signed }),
  'translate-y': ({ height }, { signed }) => warpBy({ shiftY: (150 / 331) * height * signed }),
  color: (_, { signed }) => ({ kind: 'saturate', factor: 1 + 0.9 * signed }),
} satisfies Record<string, RandomOperation>;

/**
 * Draws one operation of RandAugment uniformly, with a fixed magnitude from 0 to 30. `color` is drawn only for three
 * channels.
 */
export function randAugmentOnce(shape: ImageShape, magnitude: number): (stream: RandomStream) => AugmentationStep {
  const { color, ...others } = randomOperations;
  const choices: RandomOperation[] = Object.values(others);
  if (shape.channels === 3) choices.push(color);
  const strength = magnitude / 30;
  return (stream) => {
    const operation = choices[stream.nextInteger(choices.length)] ?? randomOperations.identity;
    const signed = stream.nextUniform() < 0.5 ? -strength : strength;
    return operation(shape, { strength, signed });
  };
}
