import type { Sharp } from 'sharp';
import { SweepdeckError } from '../../errors/index.ts';
import { readRegularFile } from '../../files/index.ts';
import { toDatasetError } from '../bytes/to-dataset-error.ts';
import type { ImageFile } from './find-images.ts';
import { formatOfContent, readFormats, type ImageFormat } from './image-formats.ts';
import type { ImageHeader, ImageTarget } from './image-target.ts';

/** Errors: `dataset-path-not-found`, `dataset-unreadable`, `dataset-unsupported-image`, `dataset-corrupt-image`. */
export async function readHeader(file: ImageFile): Promise<ImageHeader> {
  const { image, format } = await openImage(file);
  const { autoOrient, space, depth, pages, format: decoder } = await attempt(file, () => image.metadata());
  // The decoder looks at the content by itself; both must mean the same.
  if (decoder !== decoderOf(format)) throw unsupported(file, `it is ${format} and ${decoder} at once`);
  if (depth !== 'uchar' && depth !== 'ushort') {
    throw unsupported(file, `its values are of the type ${depth}, whose range is not known; expected 8 or 16 bits`);
  }
  return {
    file,
    height: autoOrient.height,
    width: autoOrient.width,
    isGray: space === 'b-w' || space === 'grey16',
    format,
    isDeep: depth === 'ushort',
    pages: pages ?? 1,
  };
}

/**
 * The pixels of an image, `[height, width, channels]`: turned upright as the camera noted, transparency laid on black,
 * resized by the Lanczos filter where asked, gray as luminance. Of 16 bits, 0 to 65,535 become 0 to 255. Of several frames or pages the first.
 * Errors: those of `readHeader`.
 */
export async function decodeImage(file: ImageFile, target: ImageTarget): Promise<Uint8Array> {
  const { height, width, channels, fit, isResized } = target;
  const { image } = await openImage(file);
  return attempt(file, async () => {
    const upright = image.autoOrient().flatten({ background: '#000' });
    const sized = isResized ? upright.resize({ height, width, fit, background: '#000' }) : upright;
    return sized
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer();
  });
}

async function openImage(file: ImageFile): Promise<{ readonly image: Sharp; readonly format: ImageFormat }> {
  // Loaded when the first image is: its native library costs every other command nothing.
  const { default: sharp } = await import('sharp');
  const bytes = await readRegularFile(file.path).catch((cause: unknown) => {
    throw toDatasetError(cause, file.path);
  });
  if (bytes.length === 0) throw corrupt(file, 'the file is empty');
  const found = formatOfContent(bytes);
  if ('words' in found) throw unsupported(file, `it holds ${found.words}; expected ${readFormats}`);
  return { image: sharp(bytes), format: found.format };
}

const decoderOf = (format: ImageFormat): string => (format === 'avif' ? 'heif' : format);

async function attempt<T>(file: ImageFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw corrupt(file, reasonOf(cause), cause);
  }
}

function corrupt(file: ImageFile, reason: string, cause?: unknown): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-corrupt-image',
    message: `${file.path}: cannot be decoded: ${reason}`,
    hint: 'copy the image again, or remove it',
    cause,
  });
}

function unsupported(file: ImageFile, reason: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-unsupported-image',
    message: `${file.path}: is not read: ${reason}`,
    hint: 'convert the image to PNG, or remove it',
  });
}

/** The first line of what the decoder says, which repeats itself; of some damage it tells only how it was set up. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('failOn')) return 'the data is damaged or ends too early';
  return message.split('\n')[0]?.replace(/[:\s]+$/, '') ?? '';
}
