import { relative } from 'node:path';
import { SweepdeckError } from '../../errors/index.ts';
import { countOf, joinWords, listFirst } from '../../words/index.ts';
import type { DatasetNote } from '../dataset-note.ts';
import { formatOfName, readFormats } from './image-formats.ts';
import type { ImageHeader } from './image-target.ts';
import type { PassedOver } from './read-folder.ts';

/** Notes the entries that are not part of the data: images that may be missed, and others. */
export function passedOverNotes(directory: string, passedOver: readonly PassedOver[]): DatasetNote[] {
  const images = passedOver.filter(({ isImage }) => isImage);
  const others = passedOver.filter(({ isImage }) => !isImage);
  const notes: DatasetNote[] = [];
  if (images.length > 0) {
    notes.push({
      code: 'images-passed-over',
      severity: 'warning',
      message: `${countOf(images.length, 'image was', 'images were')} skipped: ${byKind(directory, images)}. Only ${readFormats} files in the class folders are read.`,
    });
  }
  if (others.length > 0) {
    notes.push({
      code: 'files-passed-over',
      severity: 'info',
      message: `${countOf(others.length, 'other entry was', 'other entries were')} skipped: ${byKind(directory, others)}.`,
    });
  }
  return notes;
}

/** Notes images whose content differs from their name, that are read only in part, or that have more than 8 bits. */
export function contentNotes(directory: string, headers: readonly ImageHeader[]): DatasetNote[] {
  const notes: DatasetNote[] = [];
  const misnamed = headers.filter(({ file, format }) => formatOfName(file.path) !== format);
  if (misnamed.length > 0) {
    const places = misnamed.map(({ file, format }) => `${relative(directory, file.path)} is ${format}`);
    notes.push({
      code: 'image-format-differs',
      severity: 'info',
      message: `${countOf(misnamed.length, 'image has', 'images have')} a format other than the name suggests and ${misnamed.length === 1 ? 'was' : 'were'} read by content: ${listFirst(places, 3)}.`,
    });
  }
  const longer = headers.filter(({ pages }) => pages > 1);
  if (longer.length > 0) {
    const places = longer.map(({ file, pages }) => `${relative(directory, file.path)} has ${pages}`);
    notes.push({
      code: 'first-frame-only',
      severity: 'info',
      message: `${countOf(longer.length, 'image has', 'images have')} several frames or pages, of which only the first is read: ${listFirst(places, 3)}.`,
    });
  }
  const deep = headers.filter(({ isDeep }) => isDeep);
  if (deep.length > 0) {
    const places = deep.map(({ file }) => relative(directory, file.path));
    notes.push({
      code: 'image-depth-reduced',
      severity: 'info',
      message: `${countOf(deep.length, 'image has', 'images have')} 16 bits, of which 0 to 65,535 become 0 to 255: ${listFirst(places, 3)}. dataset.pixel_range applies after that.`,
    });
  }
  return notes;
}

/**
 * Notes classes whose names are probably meant to be the same. They stay separate, because upper and lower case
 * letters may be distinct classes.
 */
export function alikeNotes(classNames: readonly string[]): DatasetNote[] {
  const groups = new Map<string, string[]>();
  for (const name of classNames) {
    const key = name.toLowerCase().trim();
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  const alike = [...groups.values()].filter((names) => names.length > 1);
  if (alike.length === 0) return [];
  const groupsInWords = alike.map((names) => joinWords(names.map((name) => `"${name}"`)));
  return [
    {
      code: 'class-names-alike',
      severity: 'warning',
      message: `Classes differ only in capitals or spaces: ${listFirst(groupsInWords, 3)}. They count as different classes.`,
    },
  ];
}

/** Notes the images that were left out because they cannot be read. */
export function skippedNote(failures: readonly SweepdeckError[]): DatasetNote {
  return {
    code: 'images-unreadable',
    severity: 'warning',
    message: `${countOf(failures.length, 'image was', 'images were')} left out because ${failures.length === 1 ? 'it' : 'they'} cannot be read: ${shown(failures, '; ')}`,
  };
}

/** Makes one error that lists the images that cannot be read: the first 20, and their number. */
export function unreadableError(failures: readonly SweepdeckError[]): SweepdeckError {
  const [first, ...others] = failures;
  const hint = 'set dataset.skip_unreadable to true to train without what cannot be read';
  const codes = new Set(failures.map(({ code }) => code));
  return new SweepdeckError({
    code: codes.size === 1 && first !== undefined ? first.code : 'dataset-unreadable-images',
    message:
      others.length === 0
        ? (first?.message ?? '')
        : `${failures.length} images cannot be read:\n  ${shown(failures, '\n  ')}`,
    hint: others.length === 0 ? `${first?.hint}; or ${hint}` : `copy the images again, or remove them; or ${hint}`,
    cause: first,
  });
}

const shownFailures = 20;

function shown(failures: readonly SweepdeckError[], separator: string): string {
  const first = failures.slice(0, shownFailures).map(({ message }) => message);
  if (failures.length > shownFailures) first.push(`and ${failures.length - shownFailures} more`);
  return first.join(separator);
}

function byKind(directory: string, entries: readonly PassedOver[]): string {
  const kinds = new Map<string, PassedOver[]>();
  for (const entry of entries) kinds.set(entry.kind, [...(kinds.get(entry.kind) ?? []), entry]);
  const groups = [...kinds].sort(([, a], [, b]) => b.length - a.length);
  const kindsInWords = groups.map(
    ([kind, of]) => `${of.length} ${kind} (${relative(directory, of[0]?.path ?? '')}${of.length > 1 ? ', ...' : ''})`,
  );
  return listFirst(kindsInWords, 8, 'kinds');
}
