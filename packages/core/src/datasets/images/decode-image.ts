import { readFile } from 'node:fs/promises';
import type { Sharp } from 'sharp';
import { SweepdeckError } from '../../errors/index.ts';
import type { ImageFile } from './find-images.ts';
import type { ImageHeader, ImageTarget } from './image-target.ts';

/** Errors: `dataset-unreadable`, `dataset-corrupt-image`. */
export async function readHeader(file: ImageFile): Promise<ImageHeader> {
  const { autoOrient, space } = await attempt(file, async (image) => image.metadata());
  return { file, height: autoOrient.height, width: autoOrient.width, isGray: space === 'b-w' || space === 'grey16' };
}

/**
 * The pixels of an image, `[height, width, channels]`: turned upright as the camera noted, transparency laid on black,
 * resized by the Lanczos filter where asked, gray as luminance. Errors: `dataset-unreadable`, `dataset-corrupt-image`.
 */
export async function decodeImage(file: ImageFile, target: ImageTarget): Promise<Uint8Array> {
  const { height, width, channels, fit, isResized } = target;
  return attempt(file, async (image) => {
    const upright = image.autoOrient().flatten({ background: '#000' });
    const sized = isResized ? upright.resize({ height, width, fit, background: '#000' }) : upright;
    return sized
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer();
  });
}

async function attempt<T>(file: ImageFile, work: (image: Sharp) => Promise<T>): Promise<T> {
  // Loaded when the first image is: its native library costs every other command nothing.
  const { default: sharp } = await import('sharp');
  const bytes = await readFile(file.path).catch((cause: unknown) => {
    throw new SweepdeckError({
      code: 'dataset-unreadable',
      message: `${file.path}: cannot be read: ${reasonOf(cause)}`,
      hint: 'check the permissions of the file',
      cause,
    });
  });
  try {
    return await work(sharp(bytes));
  } catch (cause) {
    throw new SweepdeckError({
      code: 'dataset-corrupt-image',
      message: `${file.path}: cannot be decoded: ${reasonOf(cause)}`,
      hint: 'copy the image again, or remove it',
      cause,
    });
  }
}

/** The first line of what the decoder says, which repeats itself; of some damage it tells only how it was set up. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('failOn')) return 'the data is damaged or ends too early';
  return message.split('\n')[0]?.replace(/[:\s]+$/, '') ?? '';
}
