import { SweepdeckError } from '../../errors/index.ts';
import { decodeText, FileError } from '../../files/index.ts';
import { cifar10, type CifarFormat, type LabelKind } from './cifar-format.ts';
import type { CifarFiles } from './open-cifar-files.ts';

const cifar10Names = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

/**
 * Returns the class names in the order of their labels. CIFAR-100 keeps them in a file beside the images, one name
 * per line; without that file the classes are called '0', '1', ... Errors: `dataset-class-names-mismatch`.
 */
export async function cifarClassNames(
  files: CifarFiles,
  format: CifarFormat,
  kind: LabelKind,
): Promise<readonly string[]> {
  if (format === cifar10) return cifar10Names;
  const count = format.classCounts[kind] ?? 0;
  const file = `${kind}_label_names.txt`;
  if (!files.names.includes(file)) return Array.from({ length: count }, (_, label) => String(label));
  const names = readLines(await files.read(file), files.pathOf(file));
  if (names.length === count && new Set(names).size === count) return names;
  throw new SweepdeckError({
    code: 'dataset-class-names-mismatch',
    message: `${files.pathOf(file)} contains ${new Set(names).size} different names, expected ${count}, one per line`,
    hint: 'copy the file again, or remove it to number the classes',
  });
}

function readLines(bytes: Uint8Array, path: string): string[] {
  try {
    const lines = decodeText(bytes).split('\n');
    return lines.map((line) => line.trim()).filter((line) => line !== '');
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new SweepdeckError({
      code: 'dataset-class-names-mismatch',
      message: `${path}: ${error.message}, expected text, one name per line`,
      hint: 'save the file as UTF-8, copy it again, or remove it to number the classes',
      cause: error,
    });
  }
}
