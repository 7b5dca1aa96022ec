import { SweepdeckError } from '../../errors/index.ts';
import type { LabelledImages } from '../assemble-dataset.ts';
import { allocateShared, availableMemory, refuseLargerThanMemory } from '../bytes/memory.ts';
import { joinImageSets, type ImageSet } from '../join-image-sets.ts';
import { shownNames } from '../list-directory.ts';
import type { PixelRange } from '../pixels/pixel-range.ts';
import { cifarClassNames } from './cifar-class-names.ts';
import {
  cifar10,
  cifar100,
  cifarPixelBytes,
  imageSize,
  parseCifar,
  type CifarFormat,
  type CifarRecords,
  type LabelKind,
} from './cifar-format.ts';
import { openCifarFiles, type CifarFiles } from './open-cifar-files.ts';

export interface LoadCifarOptions {
  /** When undefined, the file names decide. */
  readonly format?: CifarFormat;
  readonly labels: LabelKind;
  readonly pixel_range?: PixelRange | undefined;
  /** Memory limit for the data; the free memory when omitted. */
  readonly memoryBytes?: number | undefined;
}

/**
 * Reads CIFAR-10 (`data_batch_1.bin`, ..., `test_batch.bin`) or CIFAR-100 (`train.bin`, `test.bin`) from a directory
 * or from the publisher's archive. Accepts fewer batches or records than published, and a missing test file. At the
 * peak the files are in memory beside the pool. Errors: those of the files and `dataset-files-not-found`,
 * `dataset-ambiguous`, `dataset-no-coarse-labels`, `dataset-empty`, `dataset-truncated`, `dataset-unknown-label`,
 * `dataset-class-names-mismatch`, `dataset-too-large`, and those of `joinImageSets`.
 */
export async function loadCifar(path: string, options: LoadCifarOptions): Promise<LabelledImages> {
  const { labels: kind, memoryBytes = availableMemory() } = options;
  const files = await openCifarFiles(path, memoryBytes / 2);
  const format = options.format ?? detectFormat(files);
  refuseMissingLabels(files, format, kind);
  const names = trainFiles(files, format);
  const hasTest = files.names.includes(format.testFile);
  const parts: Part[] = [];
  let bytes = 0;
  for (const name of hasTest ? [...names, format.testFile] : names) {
    const content = await files.read(name);
    bytes += 2 * content.length;
    refuseLargerThanMemory(files.place, 'its records', bytes, memoryBytes);
    parts.push({ name, records: parseCifar(content, files.pathOf(name), format, kind) });
  }
  const pool = allocateShared(files.place, sum(parts.map(({ records }) => records.count)) * cifarPixelBytes);
  const train = writeSet(files, parts.slice(0, names.length), pool, 0);
  const test = hasTest ? writeSet(files, parts.slice(names.length), pool, train.pixels.length) : undefined;
  const classNames = await cifarClassNames(files, format, kind);
  return joinImageSets(train, test, { pixel_range: options.pixel_range }, classNames);
}

interface Part {
  readonly name: string;
  readonly records: CifarRecords;
}

function writeSet(files: CifarFiles, parts: readonly Part[], pool: Uint8Array, start: number): ImageSet {
  const from = files.pathOf(parts[0]?.name ?? '');
  const labels: Uint8Array[] = [];
  let end = start;
  for (const { records } of parts) {
    labels.push(records.write(pool.subarray(end)));
    end += records.count * cifarPixelBytes;
  }
  return {
    from: { images: from, labels: from },
    shape: [imageSize, imageSize, 3],
    type: 'image',
    pixels: pool.subarray(start, end),
    labels: Buffer.concat(labels),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function batchNumbers({ names }: CifarFiles): number[] {
  const numbers = names.map((name) => Number(/^data_batch_([1-9]\d*)\.bin$/.exec(name)?.[1] ?? 0));
  return numbers.filter((number) => number > 0).sort((a, b) => a - b);
}

function detectFormat(files: CifarFiles): CifarFormat {
  const isCifar10 = batchNumbers(files).length > 0;
  const isCifar100 = files.names.includes('train.bin');
  if (isCifar10 && isCifar100) {
    throw new SweepdeckError({
      code: 'dataset-ambiguous',
      message: `${files.place} contains both CIFAR-10 (data_batch_1.bin) and CIFAR-100 (train.bin)`,
      hint: 'use name cifar10 or cifar100 with this path, or a directory for each',
    });
  }
  if (isCifar10) return cifar10;
  if (isCifar100) return cifar100;
  throw filesNotFound(files, 'neither data_batch_1.bin nor train.bin');
}

function trainFiles(files: CifarFiles, format: CifarFormat): string[] {
  if (format === cifar100) {
    if (!files.names.includes('train.bin')) throw filesNotFound(files, 'no train.bin');
    return ['train.bin'];
  }
  const numbers = batchNumbers(files);
  const last = numbers.at(-1) ?? 1;
  for (let number = 1; number <= last; number++) {
    if (!numbers.includes(number)) throw filesNotFound(files, `no data_batch_${number}.bin`);
  }
  return numbers.map((number) => `data_batch_${number}.bin`);
}

function refuseMissingLabels({ place }: CifarFiles, { title, classCounts }: CifarFormat, kind: LabelKind): void {
  if (classCounts[kind] !== undefined) return;
  throw new SweepdeckError({
    code: 'dataset-no-coarse-labels',
    message: `${place} is ${title}, which has no coarse labels`,
    hint: 'omit dataset.labels; only CIFAR-100 has coarse labels',
  });
}

function filesNotFound(files: CifarFiles, missing: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-files-not-found',
    message: `${files.place} has ${missing}; it holds ${shownNames(files.names)}`,
    hint: 'expected the binary version of CIFAR-10 (data_batch_1.bin, ...) or CIFAR-100 (train.bin), not the Python one',
  });
}
