import { availableParallelism } from 'node:os';
import { SweepdeckError } from '../../errors/index.ts';
import type { LabelledImages } from '../assemble-dataset.ts';
import { allocateShared, availableMemory, refuseLargerThanMemory } from '../bytes/memory.ts';
import type { ValueOptions } from '../join-image-sets.ts';
import { chooseRange, type ChosenRange } from '../pixels/choose-range.ts';
import { toBytes } from '../pixels/to-bytes.ts';
import { decodeImage, readHeader } from './decode-image.ts';
import { findImages, type ImageFile, type ImageFiles } from './find-images.ts';
import { alikeNotes, contentNotes, passedOverNotes, skippedNote, unreadableError } from './image-notes.ts';
import { chooseTarget, type ImageHeader, type ImageOptions, type ImageTarget } from './image-target.ts';
import { mapConcurrently } from './map-concurrently.ts';

const limit = Math.min(8, availableParallelism());

/**
 * Decodes a directory with one folder of images per class into one pool, training images first. Reads all headers
 * before any pixel, so that differing sizes are reported early; then decodes a few images at a time directly into
 * their place, so that memory holds little besides the result. Lists every unreadable image; with `skip_unreadable`
 * these are left out. Errors: those of the folders and of single images, `dataset-unreadable-images` when those
 * differ, `dataset-mixed-sizes`, `dataset-too-large`.
 */
export async function loadImageFolder(
  directory: string,
  options: ImageOptions & Pick<ValueOptions, 'pixel_range'>,
): Promise<LabelledImages> {
  const found = await findImages(directory);
  const failures: Failures = new Map();
  const all = [...found.train, ...found.test];
  const headers = new Map<ImageFile, ImageHeader>();
  await mapConcurrently(all, limit, async (file) => {
    await noting(failures, file, async () => {
      headers.set(file, await readHeader(file));
    });
  });
  const files = all.filter((file) => headers.has(file));
  const known = files.flatMap((file) => headers.get(file) ?? []);
  if (known.length === 0) throw unreadableError(inOrder(all, failures));
  const target = targetOf(known, options, () => inOrder(all, failures));
  const memoryBytes = options.memoryBytes ?? availableMemory();
  const pool = await decodeAll(directory, files, target, failures, memoryBytes);
  const unreadable = inOrder(all, failures);
  if (unreadable.length > 0 && options.skip_unreadable !== true) throw unreadableError(unreadable);
  const kept = keepReadable(files, failures, pool, target);
  refuseEmptyPart(found, kept.files);
  const labels = new Uint8Array(new SharedArrayBuffer(kept.files.length));
  for (const [index, file] of kept.files.entries()) labels[index] = file.label;
  const test = new Set(found.test);
  const testCount = kept.files.filter((file) => test.has(file)).length;
  const chosen = rangeOf(directory, kept, testCount, options.pixel_range);
  toBytes({ values: kept.pixels }, chosen.range, kept.pixels);
  const notes = [
    ...(unreadable.length > 0 ? [skippedNote(unreadable)] : []),
    ...passedOverNotes(directory, found.passedOver),
    ...alikeNotes(found.classNames),
    ...contentNotes(
      directory,
      kept.files.flatMap((file) => headers.get(file) ?? []),
    ),
    ...chosen.notes,
  ];
  return {
    classNames: found.classNames,
    height: target.height,
    width: target.width,
    channels: target.channels,
    images: kept.pixels,
    labels,
    testCount,
    ...(notes.length > 0 ? { notes } : {}),
  };
}

type Failures = Map<ImageFile, SweepdeckError>;

async function noting(failures: Failures, file: ImageFile, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SweepdeckError)) throw error;
    failures.set(file, error);
  }
}

const inOrder = (all: readonly ImageFile[], failures: Failures): SweepdeckError[] =>
  all.flatMap((file) => failures.get(file) ?? []);

/** Reports unreadable images before differing sizes, because they may be the cause. */
function targetOf(
  headers: readonly ImageHeader[],
  options: ImageOptions,
  failures: () => readonly SweepdeckError[],
): ImageTarget {
  try {
    return chooseTarget(headers, options);
  } catch (error) {
    throw failures().length > 0 && options.skip_unreadable !== true ? unreadableError(failures()) : error;
  }
}

async function decodeAll(
  directory: string,
  files: readonly ImageFile[],
  target: ImageTarget,
  failures: Failures,
  memoryBytes: number,
): Promise<Uint8Array<SharedArrayBuffer>> {
  const { height, width, channels } = target;
  const length = height * width * channels;
  const what = `${files.length} images of ${height} x ${width} x ${channels} bytes`;
  refuseLargerThanMemory(directory, what, files.length * length, memoryBytes);
  const pool = allocateShared(directory, files.length * length);
  await mapConcurrently(files, limit, async (file, index) => {
    await noting(failures, file, async () => pool.set(await decodeImage(file, target), index * length));
  });
  return pool;
}

interface KeptImages {
  readonly files: readonly ImageFile[];
  readonly pixels: Uint8Array<SharedArrayBuffer>;
}

/** Moves the images that could be decoded together. */
function keepReadable(
  files: readonly ImageFile[],
  failures: Failures,
  pool: Uint8Array<SharedArrayBuffer>,
  { height, width, channels }: ImageTarget,
): KeptImages {
  const length = height * width * channels;
  const kept: ImageFile[] = [];
  for (const [index, file] of files.entries()) {
    if (failures.has(file)) continue;
    if (kept.length < index) pool.copyWithin(kept.length * length, index * length, (index + 1) * length);
    kept.push(file);
  }
  return { files: kept, pixels: pool.subarray(0, kept.length * length) };
}

/** Returns the scale of training and test images together. */
function rangeOf(
  directory: string,
  { files, pixels }: KeptImages,
  testCount: number,
  given: ValueOptions['pixel_range'],
): ChosenRange {
  const imageLength = pixels.length / files.length;
  const testStart = (files.length - testCount) * imageLength;
  const parts = [
    { what: 'training', values: pixels.subarray(0, testStart) },
    { what: 'test', values: pixels.subarray(testStart) },
  ];
  return chooseRange(
    parts
      .filter(({ values }) => values.length > 0)
      .map(({ what, values }) => ({ from: `${directory}, ${what} images`, type: 'image', values, imageLength })),
    given,
  );
}

/** Refuses to leave a class or the test set empty, because the user meant another dataset. */
function refuseEmptyPart({ classNames, train, test }: ImageFiles, kept: readonly ImageFile[]): void {
  const readable = new Set(kept);
  const labels = new Set(train.filter((file) => readable.has(file)).map(({ label }) => label));
  const empty = classNames.find((_, label) => !labels.has(label));
  const isTestEmpty = test.length > 0 && !test.some((file) => readable.has(file));
  if (empty === undefined && !isTestEmpty) return;
  throw new SweepdeckError({
    code: 'dataset-empty-class',
    message: `none of the ${empty === undefined ? 'test images' : `training images of the class ${empty}`} can be read`,
    hint: 'copy the images again, or remove their folder',
  });
}
