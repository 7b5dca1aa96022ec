import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeEntry } from '../../files/index.ts';
import { listDirectory } from '../list-directory.ts';
import { extensionOf, formatOfName, isOtherImage } from './image-formats.ts';

/** An entry of a folder that is not part of the data. */
export interface PassedOver {
  readonly path: string;
  /** Its kind, in words that can follow a count: `.bmp`, `hidden`, `Thumbs.db`. */
  readonly kind: string;
  /** True if the user may have meant it as an image to train on. */
  readonly isImage: boolean;
}

export interface Folder {
  /** Sorted names in one Unicode form: é can be one character or two. */
  readonly images: readonly string[];
  readonly folders: readonly string[];
  readonly passedOver: readonly PassedOver[];
}

/** Files that systems and programs leave in folders. */
const systemNames = new Set([
  '__MACOSX',
  '@eaDir',
  '#recycle',
  '@Recycle',
  '$RECYCLE.BIN',
  'System Volume Information',
  'lost+found',
  'Thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '.DS_Store',
]);

/**
 * Reads a folder: images by their extension, folders, and other entries. A link counts as its target; a broken link
 * counts as a file. Errors: those of `listDirectory`.
 */
export async function readFolder(directory: string): Promise<Folder> {
  const names = await listDirectory(directory, 'class folders');
  const entries = new Map((await readdir(directory, { withFileTypes: true })).map((entry) => [entry.name, entry]));
  const images: string[] = [];
  const folders: string[] = [];
  const passedOver: PassedOver[] = [];
  for (const name of names.sort(bySpelling)) {
    const path = join(directory, name);
    const kind = await kindOf(path, entries.get(name));
    const reason = reasonToPassOver(name, kind);
    if (reason !== undefined) passedOver.push({ path, ...reason });
    else (kind === 'a directory' ? folders : images).push(name);
  }
  return { images, folders, passedOver };
}

async function kindOf(path: string, entry: Dirent | undefined): Promise<string | undefined> {
  if (entry?.isFile() === true) return undefined;
  if (entry?.isDirectory() === true) return 'a directory';
  return stat(path).then(describeEntry, () => undefined);
}

function reasonToPassOver(name: string, kind: string | undefined): Omit<PassedOver, 'path'> | undefined {
  const looksLikeImage = formatOfName(name) !== undefined || isOtherImage(name);
  if (systemNames.has(name)) return { kind: name, isImage: false };
  // macOS writes these for attributes that the file system cannot store.
  if (name.startsWith('._')) return { kind: '._ files', isImage: false };
  if (kind === 'a directory') return name.startsWith('.') ? { kind: 'hidden folders', isImage: false } : undefined;
  if (kind !== undefined) return { kind: kind.replace('a ', ''), isImage: looksLikeImage };
  if (name.startsWith('.')) return { kind: 'hidden', isImage: looksLikeImage };
  if (formatOfName(name) !== undefined) return undefined;
  const extension = extensionOf(name);
  return { kind: extension === '' ? 'without extension' : `.${extension}`, isImage: isOtherImage(name) };
}

/** Compares by characters, whatever their Unicode form, so that the order is the same on every file system. */
function bySpelling(a: string, b: string): number {
  const [first, second] = [a.normalize('NFC'), b.normalize('NFC')];
  if (first === second) return a < b ? -1 : 1;
  return first < second ? -1 : 1;
}
