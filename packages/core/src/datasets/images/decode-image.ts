import type { Sharp } from 'sharp';
import { SweepdeckError } from '../../errors/index.ts';
import { readRegularFile } from '../../files/index.ts';
import { toDatasetError } from '../bytes/to-dataset-error.ts';
import type { ImageFile } from './find-images.ts';
import { formatOfContent, readFormats, type ImageFormat } from './image-formats.ts';
import type { ImageHeader, ImageTarget } from './image-target.ts';

/**
 * Reads an image's header. Errors: `dataset-path-not-found`, `dataset-unreadable`, `dataset-unsupported-image`,
 * `dataset-corrupt-image`.
 */
export async function readHeader(file: ImageFile): Promise<ImageHeader> {
  const { image, format } = await openImage(file);
  const { autoOrient, space, depth, pages, format: decoder } = await attempt(file, () => image.metadata());
  // The decoder recognizes the format by itself; both findings must agree.
  if (decoder !== decoderOf(format)) throw unsupported(file, `it is both ${format} and ${decoder}`);
  if (depth !== 'uchar' && depth !== 'ushort') {
    throw unsupported(file, `its values have the type ${depth}, whose range is not known; expected 8 or 16 bits`);
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
 * Decodes an image to `[height, width, channels]`: rotated as the camera recorded, transparency over black, resized
 * by the Lanczos filter on request, gray as luminance. 16-bit values 0 to 65,535 become 0 to 255. Of several frames
 * or pages, decodes the first. Errors: those of `readHeader`.
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
  // Loaded with the first image, so that its native library costs other commands nothing.
  const { default: sharp } = await import('sharp');
  const bytes = await readRegularFile(file.path).catch((cause: unknown) => {
    throw toDatasetError(cause, file.path);
  });
  if (bytes.length === 0) throw corrupt(file, 'the file is empty');
  const found = formatOfContent(bytes);
  if ('words' in found) throw unsupported(file, `it contains ${found.words}; expected ${readFormats}`);
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
    message: `${file.path}: cannot be used: ${reason}`,
    hint: 'convert the image to PNG, or remove it',
  });
}

/**
 * Returns the first line of the decoder's message, which repeats itself; for some damage it only describes the
 * decoder's settings.
 */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('failOn')) return 'the data is damaged or ends too early';
  return message.split('\n')[0]?.replace(/[:\s]+$/, '') ?? '';
}
