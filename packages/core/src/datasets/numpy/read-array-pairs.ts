import type { LabelledImages } from '../assemble-dataset.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { allocateShared, refuseLargerThanMemory } from '../bytes/memory.ts';
import { joinArrays, type ArrayPair } from './join-arrays.ts';
import { readNpyArray, readNpyHeader, type NpyHeader } from './parse-npy.ts';

/** Where the images and the labels of a set are read from. */
export interface PairSources {
  readonly images: ByteSource;
  readonly labels: ByteSource;
}

interface Headers {
  readonly images: NpyHeader;
  readonly labels: NpyHeader;
}

/**
 * Reads the training arrays and, where there are any, the test arrays. All headers come first, so that what does not fit is
 * told before anything is read; images of unsigned bytes then go straight to their place in the pool.
 * Errors: those of arrays and of the sources, `dataset-too-large`.
 */
export async function readArrayPairs(
  place: string,
  pairs: readonly PairSources[],
  memoryBytes: number,
): Promise<LabelledImages> {
  const headers: Headers[] = [];
  for (const { images, labels } of pairs) {
    headers.push({ images: await readNpyHeader(images, 'images'), labels: await readNpyHeader(labels, 'labels') });
  }
  refuseLargerThanMemory(place, 'its arrays', sum(headers.map(neededBytes)), memoryBytes);
  const images = headers.map((header) => header.images);
  const pool = images.every(isPixels) ? allocateShared(place, sum(images.map(({ bytes }) => bytes))) : undefined;
  const arrays: ArrayPair[] = [];
  let start = 0;
  for (const [i, { images: source, labels }] of pairs.entries()) {
    const header = headers[i] as Headers;
    const end = start + header.images.bytes;
    arrays.push({
      images: await readNpyArray(source, header.images, pool?.subarray(start, end)),
      labels: await readNpyArray(labels, header.labels),
    });
    start = end;
  }
  return joinArrays(arrays[0] as ArrayPair, arrays[1]);
}

/** Whether the bytes of the file are the pixels as they are held. */
function isPixels({ type, isFortran }: NpyHeader): boolean {
  return type === 'u1' && !isFortran;
}

/** At the peak: other images than plain bytes are held as they are, in Fortran order twice, beside their pixels and the pool. */
function neededBytes({ images, labels }: Headers): number {
  if (isPixels(images)) return images.bytes + labels.bytes;
  const elements = images.bytes / Number(images.type.slice(1));
  return images.bytes * (images.isFortran ? 2 : 1) + 2 * elements + labels.bytes;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
