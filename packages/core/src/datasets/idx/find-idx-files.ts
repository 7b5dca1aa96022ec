import { join } from 'node:path';
import { SweepdeckError } from '../../errors/index.ts';
import { listDirectory, shownNames } from '../list-directory.ts';

export interface IdxFilePair {
  readonly images: string;
  readonly labels: string;
}

export interface IdxFiles {
  readonly train: IdxFilePair;
  readonly test?: IdxFilePair;
}

const ending = String.raw`([-._]idx[134]?)?([-._]u?byte)?(\.gz)?$`;

/**
 * Finds the IDX files of a directory by their usual names: `train-images...` and `train-labels...`, and for a test
 * set `t10k-images...` and `t10k-labels...` (or `test-`). Prefers an uncompressed file to its gzip. Errors:
 * `dataset-path-not-found`, `dataset-path-not-a-directory`, `dataset-files-not-found`.
 */
export async function findIdxFiles(directory: string): Promise<IdxFiles> {
  const names = await listDirectory(directory, 'IDX files');
  const find = (part: string, kind: string): string | undefined => {
    const pattern = new RegExp(`^${part}[-._]${kind}${ending}`, 'i');
    const matches = names.filter((name) => pattern.test(name));
    const name = matches.find((match) => !match.toLowerCase().endsWith('.gz')) ?? matches[0];
    return name === undefined ? undefined : join(directory, name);
  };
  const train = { images: find('train', 'images'), labels: find('train', 'labels') };
  const test = { images: find('(t10k|test)', 'images'), labels: find('(t10k|test)', 'labels') };
  if (train.images === undefined || train.labels === undefined) {
    throw filesNotFound(directory, names, train, 'train');
  }
  const found = { train: { images: train.images, labels: train.labels } };
  if (test.images === undefined && test.labels === undefined) return found;
  if (test.images === undefined || test.labels === undefined) throw filesNotFound(directory, names, test, 't10k');
  return { ...found, test: { images: test.images, labels: test.labels } };
}

function filesNotFound(
  directory: string,
  names: readonly string[],
  pair: { readonly images: string | undefined; readonly labels: string | undefined },
  part: string,
): SweepdeckError {
  const missing = (['images', 'labels'] as const).filter((kind) => pair[kind] === undefined);
  return new SweepdeckError({
    code: 'dataset-files-not-found',
    message:
      `${directory} has no ${missing.map((kind) => `${part}-${kind}`).join(' and no ')} file; ` +
      `it holds ${shownNames(names)}`,
    hint: 'expected IDX files named like train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz, gzipped or not',
  });
}
