import { stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { describeEntry } from '../../files/index.ts';
import { openDataFile } from '../bytes/open-data-file.ts';
import { readWhole } from '../bytes/read-whole.ts';
import { withSources } from '../bytes/with-sources.ts';
import { readTar } from '../download/read-tar.ts';
import { listDirectory } from '../list-directory.ts';

/** The files of a directory or a tar archive, by name without folders. */
export interface CifarFiles {
  /** Path of the directory or the archive, for messages. */
  readonly place: string;
  /** Sorted. */
  readonly names: readonly string[];
  readonly pathOf: (name: string) => string;
  readonly read: (name: string) => Promise<Uint8Array>;
}

/** Selects files that may contain records or class names. */
const isWanted = (name: string): boolean =>
  /^(data_batch_\d+\.bin|test_batch\.bin|train\.bin|test\.bin|(fine|coarse)_label_names\.txt)$/.test(
    posix.basename(name),
  );

/**
 * Opens a directory, or an archive as the publisher packed it, gzipped or not. An archive is read in memory: an
 * unpacked copy on the disk could be damaged unnoticed. A file of more than `memoryBytes` is refused. Errors: those
 * of directories, of gzip files and of tar archives.
 */
export async function openCifarFiles(path: string, memoryBytes: number): Promise<CifarFiles> {
  // For anything else, such as a pipe or a device, opening it as an archive reports the problem.
  const isDirectory = await stat(path).then(
    (found) => describeEntry(found) === 'a directory',
    () => true,
  );
  return isDirectory ? openDirectory(path, memoryBytes) : openArchive(path, memoryBytes);
}

async function openDirectory(directory: string, memoryBytes: number): Promise<CifarFiles> {
  const names = await listDirectory(directory, 'CIFAR .bin files');
  const pathOf = (name: string): string => join(directory, name);
  const read = (name: string): Promise<Uint8Array> =>
    withSources(async (keep) => readWhole(keep(await openDataFile(pathOf(name))), memoryBytes));
  return { place: directory, names, pathOf, read };
}

async function openArchive(path: string, memoryBytes: number): Promise<CifarFiles> {
  const { names, contents } = await withSources(async (keep) =>
    readTar(keep(await openDataFile(path)), { isWanted, memoryBytes }),
  );
  const files = new Map([...contents].map(([name, content]) => [posix.basename(name), content]));
  const pathOf = (name: string): string => `${path}/${name}`;
  return {
    place: path,
    names: [...new Set(names.map((name) => posix.basename(name)))].sort(),
    pathOf,
    read: async (name) => files.get(name) ?? new Uint8Array(0),
  };
}
