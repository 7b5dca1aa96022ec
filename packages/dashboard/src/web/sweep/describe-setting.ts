import type { Setting } from '../../contract/index.ts';
import { plural } from '../words/counts.ts';

/** More values than this are counted instead of listed. */
const listedAtMost = 3;

/** Describes the setting: `glyphs · seed-cnn · 12 epochs · batch size 32`. */
export function describeSetting({ datasets, models, epochs, batchSizes }: Setting): string[] {
  if (datasets.length === 0) return [];
  return [
    listOrCount(datasets, 'dataset'),
    listOrCount(models, 'model'),
    epochs.length === 1 ? plural(epochs[0] ?? 0, 'epoch') : `${range(epochs)} epochs`,
    `batch size ${range(batchSizes)}`,
  ];
}

function listOrCount(names: readonly string[], noun: string): string {
  return names.length > listedAtMost ? plural(names.length, noun) : names.join(', ');
}

function range(values: readonly number[]): string {
  if (values.length <= listedAtMost) return values.join(', ');
  return `${Math.min(...values)} to ${Math.max(...values)}`;
}
