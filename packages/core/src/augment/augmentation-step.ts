import type { StreamPlace } from '../random/index.ts';

/** One change of an image, drawn and ready to be done: by JavaScript (`apply-step.ts`) or by an engine's kernels, alike bit by bit. */
export type AugmentationStep =
  | { readonly kind: 'identity' | 'auto-contrast' | 'equalize' }
  /** First row and column of the cut in the image padded by `padding` pixels. */
  | { readonly kind: 'crop'; readonly padding: number; readonly top: number; readonly left: number }
  | { readonly kind: 'flip'; readonly horizontal: boolean; readonly vertical: boolean }
  | ({ readonly kind: 'warp' } & InverseWarp)
  | { readonly kind: 'brightness'; readonly amount: number }
  | { readonly kind: 'contrast' | 'scale-brightness' | 'saturate' | 'sharpen'; readonly factor: number }
  | { readonly kind: 'solarize'; readonly threshold: number }
  | { readonly kind: 'posterize'; readonly bits: number }
  | { readonly kind: 'noise'; readonly deviation: number; readonly place: StreamPlace }
  | { readonly kind: 'cutout'; readonly side: number; readonly row: number; readonly column: number };

/** Where a warped pixel is read: at `[xx xy; yx yy] (p - centre - shift) + centre`, pixels. */
export interface InverseWarp {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

/** What becomes of an image, in this order. */
export type AugmentationPlan = readonly AugmentationStep[];
