import { stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { readTar } from '../download/read-tar.ts';
import { readBytes } from '../idx/read-bytes.ts';
import { listDirectory } from '../list-directory.ts';

/** The files of a directory or of a tar archive, by their names without folders. */
export interface CifarFiles {
  /** The directory or the archive, for messages. */
  readonly place: string;
  /** Sorted. */
  readonly names: readonly string[];
  readonly pathOf: (name: string) => string;
  readonly read: (name: string) => Promise<Uint8Array>;
}

/**
 * Opens a directory, or an archive as the publisher packed it, gzipped or not. An archive is read in memory: no
 * unpacked copy is kept that could be damaged unseen.
 * Errors: those of directories, of gzip files and of tar archives.
 */
export async function openCifarFiles(path: string): Promise<CifarFiles> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  return isFile ? openArchive(path) : openDirectory(path);
}

async function openDirectory(directory: string): Promise<CifarFiles> {
  const names = await listDirectory(directory, 'CIFAR .bin files');
  const pathOf = (name: string): string => join(directory, name);
  return { place: directory, names, pathOf, read: (name) => readBytes(pathOf(name)) };
}

async function openArchive(path: string): Promise<CifarFiles> {
  const files = new Map<string, Uint8Array>();
  for (const [name, content] of readTar(await readBytes(path), path)) files.set(posix.basename(name), content);
  const pathOf = (name: string): string => `${path}/${name}`;
  return {
    place: path,
    names: [...files.keys()].sort(),
    pathOf,
    read: async (name) => files.get(name) ?? new Uint8Array(0),
  };
}
