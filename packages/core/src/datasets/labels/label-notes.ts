import { listFirst } from '../../words/index.ts';
import type { DatasetNote } from '../dataset-note.ts';

/** Warns of classes without images, and of classes with test images only, which no model can learn. */
export function labelNotes(
  [train = new Uint8Array(), test]: readonly Uint8Array[],
  classNames: readonly string[],
): DatasetNote[] {
  const trained = new Set(train);
  const tested = new Set(test);
  const untrained = classNames.filter((_, label) => !trained.has(label) && tested.has(label));
  const empty = classNames.filter((_, label) => !trained.has(label) && !tested.has(label));
  const notes: DatasetNote[] = [];
  const share = (some: readonly string[]): string =>
    `${some.length} of ${classNames.length} classes ${some.length === 1 ? 'has' : 'have'}`;
  if (empty.length > 0) {
    notes.push({
      code: 'empty-class',
      severity: 'warning',
      message: `${share(empty)} no image: ${listFirst(empty, 10)}.`,
    });
  }
  if (untrained.length > 0) {
    notes.push({
      code: 'class-not-in-training',
      severity: 'warning',
      message: `${share(untrained)} test images but no training image, and cannot be learned: ${listFirst(untrained, 10)}.`,
    });
  }
  return notes;
}
