import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SweepdeckError } from '../../errors/index.ts';
import { listDirectory } from '../list-directory.ts';

export interface ImageFile {
  readonly path: string;
  /** Index into the class names. */
  readonly label: number;
}

export interface ImageFiles {
  /** The names of the class folders, sorted. */
  readonly classNames: readonly string[];
  /** Sorted by class, then by name. */
  readonly train: readonly ImageFile[];
  readonly test: readonly ImageFile[];
}

const content = 'class folders';
const isImage = (name: string): boolean => /\.(png|jpe?g|webp)$/i.test(name);

interface Folder {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/**
 * The images of a directory with a folder for each class, or with such class folders in `train` and, optionally,
 * `test`. Hidden entries and files with other extensions than .png, .jpg, .jpeg and .webp are passed over. A `train`
 * that holds images is a class; one that holds folders is the training set.
 * Errors: `dataset-path-not-found`, `dataset-path-not-a-directory`, `dataset-unreadable`, `dataset-unknown-folder`,
 * `dataset-empty-class`, `dataset-single-class`, `dataset-too-many-classes`, `dataset-unknown-class`.
 */
export async function findImages(directory: string): Promise<ImageFiles> {
  const { folders } = await readFolder(directory);
  const hasSplits = folders.includes('train') && (await readFolder(join(directory, 'train'))).folders.length > 0;
  if (!hasSplits) {
    const classNames = refuseClassCount(directory, folders);
    return { classNames, train: await listImages(directory, folders, classNames), test: [] };
  }
  const other = folders.find((name) => name !== 'train' && name !== 'test');
  if (other !== undefined) throw unknownSplit(directory, other);
  const trainDirectory = join(directory, 'train');
  const classNames = refuseClassCount(trainDirectory, (await readFolder(trainDirectory)).folders);
  const train = await listImages(trainDirectory, classNames, classNames);
  if (!folders.includes('test')) return { classNames, train, test: [] };
  const testDirectory = join(directory, 'test');
  const test = await listImages(testDirectory, (await readFolder(testDirectory)).folders, classNames);
  return { classNames, train, test };
}

async function readFolder(directory: string): Promise<Folder> {
  // Symbolic links count as what they lead to.
  const names = (await listDirectory(directory, content)).filter((name) => !name.startsWith('.'));
  const entries = new Map((await readdir(directory, { withFileTypes: true })).map((entry) => [entry.name, entry]));
  const files: string[] = [];
  const folders: string[] = [];
  for (const name of names) {
    const entry = entries.get(name);
    const isFolder = entry?.isSymbolicLink() ? await leadsToFolder(join(directory, name)) : entry?.isDirectory();
    (isFolder ? folders : files).push(name);
  }
  return { files, folders };
}

async function leadsToFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (target) => target.isDirectory(),
    () => false,
  );
}

async function listImages(
  directory: string,
  folders: readonly string[],
  classNames: readonly string[],
): Promise<ImageFile[]> {
  const found: ImageFile[] = [];
  for (const name of folders) {
    const path = join(directory, name);
    const label = classNames.indexOf(name);
    if (label === -1) throw unknownClass(path, classNames);
    const folder = await readFolder(path);
    if (folder.folders[0] !== undefined) throw nestedFolder(join(path, folder.folders[0]));
    const images = folder.files.filter(isImage);
    if (images.length === 0) throw emptyClass(path, folder.files.length);
    for (const image of images) found.push({ path: join(path, image), label });
  }
  return found;
}

function refuseClassCount(directory: string, folders: readonly string[]): readonly string[] {
  if (folders.length < 2) {
    throw new SweepdeckError({
      code: 'dataset-single-class',
      message: `${directory} holds ${folders.length === 0 ? 'no class folder' : `one class folder, ${folders[0]}`}, expected at least two`,
      hint: 'put the images of each class into a folder of its own: cats/1.png, dogs/1.png',
    });
  }
  if (folders.length > 256) {
    throw new SweepdeckError({
      code: 'dataset-too-many-classes',
      message: `${directory} holds ${folders.length} class folders, expected at most 256`,
      hint: 'name the directory whose folders are the classes, or merge classes',
    });
  }
  return folders;
}

function unknownSplit(directory: string, name: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-unknown-folder',
    message: `${join(directory, name)} is neither train nor test, the folders that may stand beside train`,
    hint: 'validation images are drawn from train by dataset.validation_fraction: move those of the folder into train or test',
  });
}

function nestedFolder(path: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-unknown-folder',
    message: `${path} is a folder inside a class folder, expected images only`,
    hint: 'dataset.path names the directory whose folders are the classes, or that holds train and test',
  });
}

function unknownClass(path: string, classNames: readonly string[]): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-unknown-class',
    message: `${path} is a class that train does not have; it has ${classNames.slice(0, 10).join(', ')}${classNames.length > 10 ? ', ...' : ''}`,
    hint: 'the folders in test must be named like those in train',
  });
}

function emptyClass(path: string, others: number): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-empty-class',
    message: `${path} holds no image${others > 0 ? `, only ${others} other files` : ''}`,
    hint: 'expected .png, .jpg, .jpeg or .webp files; remove the folder if it is no class',
  });
}
