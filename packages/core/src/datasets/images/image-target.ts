import { SweepdeckError } from '../../errors/index.ts';
import type { ImageFile } from './find-images.ts';
import type { ImageFormat } from './image-formats.ts';

/** What an image's header says. */
export interface ImageHeader {
  readonly file: ImageFile;
  /** Pixels, after the rotation that the camera noted. */
  readonly height: number;
  readonly width: number;
  /** Whether the file stores one channel beside alpha. */
  readonly isGray: boolean;
  /** By content. */
  readonly format: ImageFormat;
  /** Whether a value has 16 bits; 8 otherwise. */
  readonly isDeep: boolean;
  /** Frames or pages. */
  readonly pages: number;
}

/** What all images become. */
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
  /** Leaves out what cannot be read, with a warning, in place of refusing the data. */
  readonly skip_unreadable?: boolean | undefined;
  /** What the data may take; what is free. */
  readonly memoryBytes?: number | undefined;
}

/**
 * The shape that all images get. A size of one number is a square; without a size the images must have one already.
 * They are colour images unless the option says otherwise or every file stores gray.
 * Errors: `dataset-mixed-sizes`.
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
