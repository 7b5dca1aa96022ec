import { SweepdeckError } from '../../errors/index.ts';
import type { ImageFile } from './find-images.ts';
import type { ImageFormat } from './image-formats.ts';

/** The facts from an image's header. */
export interface ImageHeader {
  readonly file: ImageFile;
  /** In pixels, after the rotation that the camera recorded. */
  readonly height: number;
  readonly width: number;
  /** True if the file stores a single channel besides alpha. */
  readonly isGray: boolean;
  /** Recognized by content. */
  readonly format: ImageFormat;
  /** True for 16 bits per value; false for 8. */
  readonly isDeep: boolean;
  /** Number of frames or pages. */
  readonly pages: number;
}

/** The shape that all images are converted to. */
export interface ImageTarget {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  readonly fit: 'cover' | 'contain' | 'fill';
  readonly isResized: boolean;
}

export interface ImageOptions {
  readonly height?: number | undefined;
  readonly width?: number | undefined;
  readonly fit: ImageTarget['fit'];
  readonly channels?: 'grayscale' | 'color' | undefined;
  /** Leaves out unreadable images with a warning, instead of refusing the data. */
  readonly skip_unreadable?: boolean | undefined;
  /** Memory limit for the data; the free memory when omitted. */
  readonly memoryBytes?: number | undefined;
}

/**
 * Chooses the common shape of all images. A single number is the side of a square; without a size, all images must
 * have the same one. They are colour images unless the option says otherwise or every file stores gray. Errors:
 * `dataset-mixed-sizes`.
 */
export function chooseTarget(headers: readonly ImageHeader[], options: ImageOptions): ImageTarget {
  const isGray =
    options.channels === undefined ? headers.every((header) => header.isGray) : options.channels === 'grayscale';
  const rest = { channels: isGray ? 1 : 3, fit: options.fit } as const;
  const height = options.height ?? options.width;
  const width = options.width ?? options.height;
  if (height !== undefined && width !== undefined) return { ...rest, height, width, isResized: true };
  const first = headers[0];
  const other = headers.find((header) => header.height !== first?.height || header.width !== first.width);
  if (first !== undefined && other !== undefined) throw mixedSizes(first, other);
  return { ...rest, height: first?.height ?? 0, width: first?.width ?? 0, isResized: false };
}

function mixedSizes(first: ImageHeader, other: ImageHeader): SweepdeckError {
  const describe = ({ file, height, width }: ImageHeader): string => `${file.path} is ${height} x ${width}`;
  return new SweepdeckError({
    code: 'dataset-mixed-sizes',
    message: `the images have different sizes: ${describe(first)}, ${describe(other)} (height x width)`,
    hint: 'set dataset.height and dataset.width, for instance to 32, to resize all of them',
  });
}
