import type { StreamPlace } from '../random/index.ts';

/**
 * One change of an image with its random values already drawn. JavaScript (`apply-step.ts`) and an engine's kernels
 * apply it with identical bits.
 */
export type AugmentationStep =
  | { readonly kind: 'identity' | 'auto-contrast' | 'equalize' }
  /** First row and column of the crop in the image padded by `padding` pixels. */
  | { readonly kind: 'crop'; readonly padding: number; readonly top: number; readonly left: number }
  | { readonly kind: 'flip'; readonly horizontal: boolean; readonly vertical: boolean }
  | ({ readonly kind: 'warp' } & InverseWarp)
  | { readonly kind: 'brightness'; readonly amount: number }
  | { readonly kind: 'contrast' | 'scale-brightness' | 'saturate' | 'sharpen'; readonly factor: number }
  | { readonly kind: 'solarize'; readonly threshold: number }
  | { readonly kind: 'posterize'; readonly bits: number }
  | { readonly kind: 'noise'; readonly deviation: number; readonly place: StreamPlace }
  | { readonly kind: 'cutout'; readonly side: number; readonly row: number; readonly column: number };

/** The place that a warped pixel is read from: `[xx xy; yx yy] (p - centre - shift) + centre`, in pixels. */
export interface InverseWarp {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

/** The changes of an image, in order. */
export type AugmentationPlan = readonly AugmentationStep[];
