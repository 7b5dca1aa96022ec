import { join } from 'node:path';
import { SweepdeckError } from '../../errors/index.ts';
import { joinWords, listFirst } from '../../words/index.ts';
import { shownNames } from '../list-directory.ts';
import { readFolder, type Folder, type PassedOver } from './read-folder.ts';

export interface ImageFile {
  readonly path: string;
  /** Index into the class names. */
  readonly label: number;
}

export interface ImageFiles {
  /** Names of the class folders, in composed form (Unicode NFC) and sorted. */
  readonly classNames: readonly string[];
  /** Sorted by class, then by name. */
  readonly train: readonly ImageFile[];
  readonly test: readonly ImageFile[];
  readonly passedOver: readonly PassedOver[];
}

/** The folders of each class by its name; several if the same name is spelled in several Unicode forms. */
type ClassFolders = ReadonlyMap<string, readonly string[]>;

/**
 * Finds the images of a directory with one folder per class, or with such class folders in `train` and optionally
 * `test`. Skips hidden entries, system files, and files in formats that are not read. A `train` that contains images
 * is a class; one that contains folders is the training set. Errors: `dataset-path-not-found`,
 * `dataset-path-not-a-directory`, `dataset-unreadable`, `dataset-unknown-folder`, `dataset-empty-class`,
 * `dataset-single-class`, `dataset-too-many-classes`, `dataset-unknown-class`.
 */
export async function findImages(directory: string): Promise<ImageFiles> {
  const passedOver: PassedOver[] = [];
  const classesIn = async (parent: string, folder: Folder): Promise<ClassFolders> => {
    passedOver.push(...folder.passedOver, ...besideClasses(parent, folder));
    return byClass(parent, folder.folders);
  };
  const top = await readFolder(directory);
  const trainDirectory = join(directory, 'train');
  const train = top.folders.includes('train') ? await readFolder(trainDirectory) : undefined;
  if (train === undefined || train.folders.length === 0) {
    const classes = await classesIn(directory, top);
    const classNames = refuseClassCount(directory, [...classes.keys()]);
    const images = await listImages(directory, classes, classNames, passedOver);
    return { classNames, train: images, test: [], passedOver };
  }
  const other = top.folders.find((name) => name !== 'train' && name !== 'test');
  if (other !== undefined) throw unknownSplit(directory, other);
  passedOver.push(...top.passedOver, ...besideClasses(directory, top));
  const trainClasses = await classesIn(trainDirectory, train);
  const classNames = refuseClassCount(trainDirectory, [...trainClasses.keys()]);
  const images = await listImages(trainDirectory, trainClasses, classNames, passedOver);
  if (!top.folders.includes('test')) return { classNames, train: images, test: [], passedOver };
  const testDirectory = join(directory, 'test');
  const testClasses = await classesIn(testDirectory, await readFolder(testDirectory));
  if (testClasses.size === 0) throw emptyTest(testDirectory);
  const test = await listImages(testDirectory, testClasses, classNames, passedOver);
  return { classNames, train: images, test, passedOver };
}

function besideClasses(parent: string, { images }: Folder): PassedOver[] {
  return images.map((name) => ({ path: join(parent, name), kind: 'beside the class folders', isImage: true }));
}

function byClass(parent: string, folders: readonly string[]): ClassFolders {
  const classes = new Map<string, string[]>();
  for (const folder of folders) {
    const name = folder.normalize('NFC');
    const paths = classes.get(name) ?? [];
    paths.push(join(parent, folder));
    classes.set(name, paths);
  }
  return classes;
}

async function listImages(
  directory: string,
  classes: ClassFolders,
  classNames: readonly string[],
  passedOver: PassedOver[],
): Promise<ImageFile[]> {
  const found: ImageFile[] = [];
  for (const [name, paths] of classes) {
    const label = classNames.indexOf(name);
    if (label === -1) throw unknownClass(join(directory, name), name, classNames);
    const images: ImageFile[] = [];
    const others: string[] = [];
    for (const path of paths) {
      const folder = await readFolder(path);
      if (folder.folders[0] !== undefined) throw nestedFolder(join(path, folder.folders[0]));
      for (const image of folder.images) images.push({ path: join(path, image), label });
      others.push(...folder.passedOver.map((entry) => entry.path.slice(path.length + 1)));
      passedOver.push(...folder.passedOver);
    }
    if (images.length === 0) throw emptyClass(joinWords(paths), others);
    found.push(...images);
  }
  return found;
}

function refuseClassCount(directory: string, names: readonly string[]): readonly string[] {
  if (names.length < 2) {
    throw new SweepdeckError({
      code: 'dataset-single-class',
      message: `${directory} contains ${names.length === 0 ? 'no class folder' : `one class folder, ${names[0]}`}; expected at least two`,
      hint: 'put the images of each class into a folder of its own: cats/1.png, dogs/1.png',
    });
  }
  if (names.length > 256) {
    throw new SweepdeckError({
      code: 'dataset-too-many-classes',
      message: `${directory} contains ${names.length} class folders; expected at most 256`,
      hint: 'set dataset.path to the directory whose folders are the classes, or merge classes',
    });
  }
  return names;
}

function unknownSplit(directory: string, name: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-unknown-folder',
    message: `${join(directory, name)} is neither train nor test, the only folders allowed beside train`,
    hint: 'dataset.validation_fraction draws validation images from train: move the images of this folder into train or test',
  });
}

function nestedFolder(path: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-unknown-folder',
    message: `${path} is a folder inside a class folder; expected only images`,
    hint: 'dataset.path must be the directory whose folders are the classes, or the one that contains train and test',
  });
}

function unknownClass(path: string, name: string, classNames: readonly string[]): SweepdeckError {
  const alike = classNames.find((known) => known.toLowerCase() === name.toLowerCase());
  const known = listFirst(classNames, 10);
  return new SweepdeckError({
    code: 'dataset-unknown-class',
    message: `${path} is a class that train lacks; train has ${alike ?? known}`,
    hint: 'name the folders in test exactly like those in train, including capitals',
  });
}

/** The user meant these test images, so drawing others from train would be wrong. */
function emptyTest(path: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-empty-class',
    message: `${path} contains no class folder`,
    hint: 'put test images into folders named like those in train, or remove the folder test to hold out a share of train',
  });
}

function emptyClass(path: string, others: readonly string[]): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-empty-class',
    message: `${path} contains no image${others.length > 0 ? `, only ${others.length} other files: ${shownNames(others)}` : ''}`,
    hint: 'expected .png, .jpg, .webp, .gif, .tif or .avif files; remove the folder if it is not a class',
  });
}
