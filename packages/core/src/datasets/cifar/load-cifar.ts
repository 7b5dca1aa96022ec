import { SweepdeckError } from '../../errors/index.ts';
import type { LabelledImages } from '../assemble-dataset.ts';
import { joinImageSets, type ImageSet } from '../join-image-sets.ts';
import { shownNames } from '../list-directory.ts';
import type { PixelRange } from '../pixels/pixel-range.ts';
import { cifarClassNames } from './cifar-class-names.ts';
import { cifar10, cifar100, imageSize, parseCifar, type CifarFormat, type LabelKind } from './cifar-format.ts';
import { openCifarFiles, type CifarFiles } from './open-cifar-files.ts';

export interface LoadCifarOptions {
  /** Left out, the names of the files tell. */
  readonly format?: CifarFormat;
  readonly labels: LabelKind;
  readonly pixel_range?: PixelRange | undefined;
}

/**
 * Reads CIFAR-10 (`data_batch_1.bin`, ..., `test_batch.bin`) or CIFAR-100 (`train.bin`, `test.bin`) from a directory or
 * from the publisher's archive. Fewer batches or records than published are fine, as is a missing test file.
 * Errors: those of the files and `dataset-files-not-found`, `dataset-ambiguous`, `dataset-no-coarse-labels`, `dataset-empty`,
 * `dataset-truncated`, `dataset-class-names-mismatch`, and those of `joinImageSets`.
 */
export async function loadCifar(path: string, options: LoadCifarOptions): Promise<LabelledImages> {
  const files = await openCifarFiles(path);
  const format = options.format ?? detectFormat(files);
  refuseMissingLabels(files, format, options.labels);
  const train = await readSet(files, trainFiles(files, format), format, options.labels);
  const hasTest = files.names.includes(format.testFile);
  const test = hasTest ? await readSet(files, [format.testFile], format, options.labels) : undefined;
  const classNames = await cifarClassNames(files, format, options.labels);
  return joinImageSets(train, test, { pixel_range: options.pixel_range }, classNames);
}

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
      message: `${files.place} holds CIFAR-10 (data_batch_1.bin) and CIFAR-100 (train.bin)`,
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

async function readSet(
  files: CifarFiles,
  names: readonly string[],
  format: CifarFormat,
  kind: LabelKind,
): Promise<ImageSet> {
  const parts = [];
  for (const name of names) parts.push(parseCifar(await files.read(name), files.pathOf(name), format, kind));
  return {
    from: { images: files.pathOf(names[0] ?? ''), labels: files.pathOf(names[0] ?? '') },
    shape: [imageSize, imageSize, 3],
    type: 'image',
    pixels: Buffer.concat(parts.map(({ pixels }) => pixels)),
    labels: Buffer.concat(parts.map(({ labels }) => labels)),
  };
}

function refuseMissingLabels({ place }: CifarFiles, { title, classCounts }: CifarFormat, kind: LabelKind): void {
  if (classCounts[kind] !== undefined) return;
  throw new SweepdeckError({
    code: 'dataset-no-coarse-labels',
    message: `${place} is ${title}, which has no coarse labels`,
    hint: 'leave dataset.labels out; only CIFAR-100 has coarse labels',
  });
}

function filesNotFound(files: CifarFiles, missing: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-files-not-found',
    message: `${files.place} has ${missing}; it holds ${shownNames(files.names)}`,
    hint: 'expected the binary version of CIFAR-10 (data_batch_1.bin, ...) or CIFAR-100 (train.bin), not the Python one',
  });
}
