import { SweepdeckError } from '../../errors/index.ts';
import type { LabelledImages } from '../assemble-dataset.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { allocateShared, availableMemory, refuseLargerThanMemory } from '../bytes/memory.ts';
import { openDataFile } from '../bytes/open-data-file.ts';
import { readDeclared } from '../bytes/read-declared.ts';
import { withSources } from '../bytes/with-sources.ts';
import { joinImageSets, type ImageSet, type ValueOptions } from '../join-image-sets.ts';
import { findIdxFiles, type IdxFilePair } from './find-idx-files.ts';
import { readIdxHeader, type IdxHeader } from './read-idx-header.ts';

export interface LoadIdxOptions extends ValueOptions {
  /** Names of the labels from 0; without them each class is named after its label. */
  readonly classNames?: readonly string[] | undefined;
  /** Memory limit for the data; the free memory when omitted. */
  readonly memoryBytes?: number | undefined;
}

/**
 * Reads a directory of IDX files into one pool, training images first. All headers are read before any content, and
 * the content is read directly into its place. Errors: those of the files and `dataset-empty`,
 * `dataset-count-mismatch`, `dataset-too-large`, and those of `joinImageSets`.
 */
export async function loadIdxDirectory(
  directory: string,
  { classNames, memoryBytes = availableMemory(), ...options }: LoadIdxOptions = {},
): Promise<LabelledImages> {
  const files = await findIdxFiles(directory);
  return withSources(async (keep) => {
    const open = async (path: string, dimensions: readonly number[], what: string): Promise<OpenIdx> => {
      const source = keep(await openDataFile(path));
      return { source, header: await readIdxHeader(source, dimensions, what) };
    };
    const pairs: OpenPair[] = [];
    for (const pair of files.test === undefined ? [files.train] : [files.train, files.test]) {
      const images = await open(pair.images, [3, 4], 'images');
      pairs.push({ from: pair, images, labels: await open(pair.labels, [1], 'labels') });
    }
    for (const pair of pairs) refuseMisfit(pair);
    const bytes = sum(pairs.map(({ images }) => images.header.bytes));
    refuseLargerThanMemory(directory, 'its images', bytes, memoryBytes);
    const pool = allocateShared(directory, bytes);
    const sets: ImageSet[] = [];
    for (const pair of pairs) sets.push(await readSet(pair, pool, sum(sets.map(({ pixels }) => pixels.length))));
    return joinImageSets(sets[0] as ImageSet, sets[1], options, classNames);
  });
}

interface OpenIdx {
  readonly source: ByteSource;
  readonly header: IdxHeader;
}

interface OpenPair {
  readonly from: IdxFilePair;
  readonly images: OpenIdx;
  readonly labels: OpenIdx;
}

async function readSet({ from, images, labels }: OpenPair, pool: Uint8Array, start: number): Promise<ImageSet> {
  const [, height = 0, width = 0, channels = 1] = images.header.sizes;
  const pixels = pool.subarray(start, start + images.header.bytes);
  await readDeclared(images.source, images.header, pixels);
  const labelBytes = new Uint8Array(labels.header.bytes);
  await readDeclared(labels.source, labels.header, labelBytes);
  return { from, shape: [height, width, channels], type: 'byte', pixels, labels: labelBytes };
}

function refuseMisfit({ from, images, labels }: OpenPair): void {
  const { sizes, bytes } = images.header;
  if (bytes === 0) {
    throw new SweepdeckError({
      code: 'dataset-empty',
      message: `${from.images} contains no pixels: its sizes are ${sizes.join(' x ')}`,
      hint: 'point dataset.path at a directory whose files contain images',
    });
  }
  if (sizes[0] !== labels.header.bytes) {
    throw new SweepdeckError({
      code: 'dataset-count-mismatch',
      message: `${from.images} holds ${sizes[0]} images, ${from.labels} holds ${labels.header.bytes} labels`,
      hint: 'every image needs one label: check that both files belong to the same dataset',
    });
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
