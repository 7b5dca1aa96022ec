import { valueLabel } from '@sweepdeck/runner/records';
import type { JsonValue } from '../../contract/index.ts';
import { nothing } from './numbers.ts';

/** Returns the title of an axis: `learning_rate` -> `learning rate`, `training.batch_size` -> `batch size`. */
export function axisTitle(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).replaceAll('_', ' ');
}

/**
 * Formats a swept value as short text, like the labels of cells and the terminal: `adam(beta_1=0.8)`,
 * `[flatten, dense]`, `0.0001`, `1e-5`. Numbers are exact, so that two values never read alike.
 */
export function formatParameter(path: string, value: JsonValue | undefined): string {
  return value === undefined ? nothing : valueLabel(path, value);
}
