import { SweepdeckError } from '../../errors/index.ts';
import type { LabelledImages } from '../assemble-dataset.ts';
import { readBytes } from '../idx/read-bytes.ts';
import { shownNames } from '../list-directory.ts';
import type { ValueOptions } from '../join-image-sets.ts';
import { joinArrays } from './join-arrays.ts';
import { parseNpy, type ArrayContent, type NumpyArray } from './parse-npy.ts';
import { openZip } from './read-zip.ts';

/** The names of the arrays in the file. */
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
export async function loadNpz(path: string, options: NpzArrayNames & ValueOptions): Promise<LabelledImages> {
  const zip = openZip(await readBytes(path), path);
  const read = async (name: string, holds: ArrayContent): Promise<NumpyArray | undefined> => {
    const content = await zip.read(`${name}.npy`);
    return content === undefined ? undefined : parseNpy(content, `${path}: ${name}`, holds);
  };
  const arrays = zip.names.map((name) => name.replace(/\.npy$/, ''));
  const require = async (name: string, option: keyof NpzArrayNames): Promise<NumpyArray> => {
    const array = await read(name, option.startsWith('x') ? 'images' : 'labels');
    if (array === undefined) throw notFound(path, name, option, arrays);
    return array;
  };
  const train = {
    images: await require(options.x_train, 'x_train'),
    labels: await require(options.y_train, 'y_train'),
  };
  const hasTest = arrays.includes(options.x_test) || arrays.includes(options.y_test);
  if (!hasTest) return joinArrays(train, undefined, options);
  const test = { images: await require(options.x_test, 'x_test'), labels: await require(options.y_test, 'y_test') };
  return joinArrays(train, test, options);
}

function notFound(path: string, name: string, option: string, arrays: readonly string[]): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-array-not-found',
    message: `${path} has no array ${name}; it holds ${shownNames(arrays)}`,
    hint: `name the array in dataset.${option}, or save it under this name: numpy.savez(file, x_train=..., y_train=...)`,
  });
}
