import type { LabelledImages } from '../assemble-dataset.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { allocateShared, refuseLargerThanMemory } from '../bytes/memory.ts';
import type { ValueOptions } from '../join-image-sets.ts';
import { joinArrays, type ArrayPair } from './join-arrays.ts';
import { readNpyArray, readNpyHeader, type NpyHeader } from './parse-npy.ts';

/** Sources of the images and labels of a set. */
export interface PairSources {
  readonly images: ByteSource;
  readonly labels: ByteSource;
}

interface Headers {
  readonly images: NpyHeader;
  readonly labels: NpyHeader;
}

/**
 * Reads the training arrays and, if present, the test arrays. Reads all headers first, so that arrays that do not fit
 * are reported early; byte images are then read directly into the pool. Errors: those of arrays and of the sources,
 * `dataset-too-large`, and those of `joinArrays`.
 */
export async function readArrayPairs(
  place: string,
  pairs: readonly PairSources[],
  options: ValueOptions,
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
  return joinArrays(arrays[0] as ArrayPair, arrays[1], options);
}

/** Tells whether elements can be read directly into the pool: one byte each, in row-major order. */
function isPixels({ type, isFortran }: NpyHeader): boolean {
  return (type === 'u1' || type === 'b1') && !isFortran;
}

/** A label is held as an 8-byte number, as a byte, and as a byte in shared memory. */
const labelBytes = 10;

/** Returns the peak memory: images that are not bytes are held beside the pool, in Fortran order twice. */
function neededBytes({ images, labels }: Headers): number {
  const labelCount = labels.shape[0] ?? 0;
  const elements = elementCount(images);
  const pixels = isPixels(images) ? images.bytes : heldBytes(images) * (images.isFortran ? 2 : 1) + elements;
  return pixels + heldBytes(labels) + labelBytes * labelCount;
}

/** Half floats are held as 4-byte floats, and at first also in their original form. */
function heldBytes(header: NpyHeader): number {
  return header.type === 'f2' ? 3 * header.bytes : header.bytes;
}

const elementCount = ({ shape }: NpyHeader): number => shape.reduce((product, size) => product * size, 1);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
