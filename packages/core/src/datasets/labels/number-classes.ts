import { SweepdeckError } from '../../errors/index.ts';
import { joinWords, listFirst } from '../../words/index.ts';
import type { DatasetNote } from '../dataset-note.ts';
import { labelNotes } from './label-notes.ts';

/** Handling of labels that are not 0, 1, 2, ... without a gap. */
export type LabelGaps = 'refuse' | 'renumber' | 'keep';

/** The labels of the training or test images as in their file: whole numbers. */
export interface LabelSource {
  /** Origin for messages: a path, or a path and the name of an array. */
  readonly from: string;
  readonly labels: Uint8Array | Float64Array;
}

export interface NumberedClasses {
  readonly classNames: readonly string[];
  /** Class indices from 0, per source. */
  readonly labels: readonly Uint8Array[];
  readonly notes: readonly DatasetNote[];
}

/** A label is stored as a byte. */
const mostClasses = 256;

/**
 * Determines the classes from the labels of training and test images together, and names them by their label. Labels
 * that do not count from 0, or skip numbers, are refused, renumbered in order, or kept with an empty class for each
 * skipped number. Errors: `dataset-single-class`, `dataset-label-gaps`, `dataset-unknown-label`,
 * `dataset-too-many-classes`.
 */
export function numberClasses(sources: readonly LabelSource[], gaps: LabelGaps): NumberedClasses {
  const found = [...new Set(sources.flatMap(({ labels }) => [...new Set<number>(labels)]))].sort((a, b) => a - b);
  const [lowest = 0] = found;
  const highest = found.at(-1) ?? 0;
  if (found.length < 2) {
    throw new SweepdeckError({
      code: 'dataset-single-class',
      message: `${placesOf(sources)}: every label is ${lowest}`,
      hint: 'a classifier needs at least two classes, labelled 0, 1, ...',
    });
  }
  if (gaps === 'renumber') return renumber(sources, found);
  const hint = 'number the classes from 0, or set dataset.label_gaps: renumber to make one class per existing label';
  for (const source of sources) refuseUnknown(source, mostClasses, hint);
  const isGapless = lowest === 0 && highest === found.length - 1;
  if (!isGapless && gaps === 'refuse') throw labelGaps(sources, found);
  const classNames = Array.from({ length: highest + 1 }, (_, label) => String(label));
  const labels = sources.map((source) => Uint8Array.from(source.labels));
  return { classNames, labels, notes: labelNotes(labels, classNames) };
}

/** Numbers the labels of classes that are known in advance. Errors: `dataset-unknown-label`. */
export function labelKnownClasses(sources: readonly LabelSource[], classNames: readonly string[]): NumberedClasses {
  const hint =
    'labels count the classes from 0; for other classes than those of the named dataset use name idx, cifar or npz';
  for (const source of sources) refuseUnknown(source, classNames.length, hint);
  const labels = sources.map((source) => Uint8Array.from(source.labels));
  return { classNames, labels, notes: labelNotes(labels, classNames) };
}

function renumber(sources: readonly LabelSource[], found: readonly number[]): NumberedClasses {
  if (found.length > mostClasses) {
    throw new SweepdeckError({
      code: 'dataset-too-many-classes',
      message: `${placesOf(sources)}: ${found.length} different labels, expected at most ${mostClasses}`,
      hint: 'check that these are classes and not measured values, or merge classes',
    });
  }
  const indices = new Map(found.map((label, index) => [label, index]));
  const classNames = found.map(String);
  const labels = sources.map((source) => Uint8Array.from(source.labels, (label) => indices.get(label) ?? 0));
  const isChanged = found.some((label, index) => label !== index);
  const note: DatasetNote = {
    code: 'labels-renumbered',
    severity: 'info',
    message: `the ${found.length} labels ${listFirst(found, 10)} are renumbered from 0; each class keeps its label as its name.`,
  };
  return { classNames, labels, notes: [...(isChanged ? [note] : []), ...labelNotes(labels, classNames)] };
}

function refuseUnknown({ from, labels }: LabelSource, classCount: number, hint: string): void {
  const index = labels.findIndex((label: number) => label < 0 || label >= classCount);
  if (index === -1) return;
  throw new SweepdeckError({
    code: 'dataset-unknown-label',
    message: `${from}: label ${index} is ${labels[index]}, expected 0 to ${classCount - 1}`,
    hint,
  });
}

function labelGaps(sources: readonly LabelSource[], found: readonly number[]): SweepdeckError {
  const there = new Set(found);
  const missing = Array.from({ length: found.at(-1) ?? 0 }, (_, label) => label).filter((label) => !there.has(label));
  return new SweepdeckError({
    code: 'dataset-label-gaps',
    message: `${placesOf(sources)}: no image has the label${missing.length === 1 ? '' : 's'} ${listFirst(missing, 10)}; expected labels from 0 without a gap, saw ${listFirst(found, 10)}`,
    hint: 'check that no image is missing; then set dataset.label_gaps to renumber (one class per existing label) or to keep (with classes without images)',
  });
}

function placesOf(sources: readonly LabelSource[]): string {
  return joinWords(sources.map(({ from }) => from));
}
