import { SweepdeckError } from '../../errors/index.ts';
import type { LabelledImages } from '../assemble-dataset.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { availableMemory } from '../bytes/memory.ts';
import { openFile } from '../bytes/open-data-file.ts';
import { withSources } from '../bytes/with-sources.ts';
import type { ValueOptions } from '../join-image-sets.ts';
import { shownNames } from '../list-directory.ts';
import { readArrayPairs } from './read-array-pairs.ts';
import { openZip } from './read-zip.ts';

/** Names of the arrays in the file. */
export interface NpzArrayNames {
  readonly x_train: string;
  readonly y_train: string;
  readonly x_test: string;
  readonly y_test: string;
}

/**
 * Reads images and labels from an .npz file; the test arrays may be missing, both together.
 * Errors: `dataset-path-not-found`, `dataset-unreadable`, `dataset-array-not-found`, those of zip archives and of arrays.
 */
export async function loadNpz(
  path: string,
  options: NpzArrayNames & ValueOptions,
  memoryBytes = availableMemory(),
): Promise<LabelledImages> {
  return withSources(async (keep) => {
    const zip = await openZip(keep(await openFile(path)), path);
    const arrays = zip.names.map((name) => name.replace(/\.npy$/, ''));
    const open = async (option: keyof NpzArrayNames): Promise<ByteSource> => {
      const name = options[option];
      const source = await zip.open(`${name}.npy`);
      if (source === undefined) throw notFound(path, name, option, arrays);
      return keep({ ...source, from: `${path}: ${name}` });
    };
    const pairs = [{ images: await open('x_train'), labels: await open('y_train') }];
    const hasTest = arrays.includes(options.x_test) || arrays.includes(options.y_test);
    if (hasTest) pairs.push({ images: await open('x_test'), labels: await open('y_test') });
    return readArrayPairs(path, pairs, options, memoryBytes);
  });
}

function notFound(path: string, name: string, option: string, arrays: readonly string[]): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-array-not-found',
    message: `${path} has no array ${name}; it contains ${shownNames(arrays)}`,
    hint: `set dataset.${option} to the name of the array, or save it under this name: numpy.savez(file, x_train=..., y_train=...)`,
  });
}
