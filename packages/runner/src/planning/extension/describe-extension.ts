import { parameterLabel } from '../../records/cell-label.ts';
import type { SweepExtension } from './sweep-extension.ts';

/**
 * Describes an extension as a list of differences, one line each:
 *
 * ```
 * learning_rate  0.1, 0.2 + 0.4
 * repeats        2 -> 4
 * trials         12 -> 24, of which 12 finished stay
 * ```
 *
 * @param done number of the sweep's trials that have finished or diverged
 */
export function describeExtension({ axes, settings, trials, replacesTrials }: SweepExtension, done: number): string {
  const rows: (readonly [string, string])[] = [
    ...axes.map(({ path, before, added, wasFixed }): [string, string] => [
      path,
      `${before.map(parameterLabel).join(', ')}${wasFixed ? ' (fixed)' : ''} + ${added.map(parameterLabel).join(', ')}`,
    ]),
    ...settings.map(({ key, before, after }): [string, string] => [
      key,
      `${parameterLabel(before)} -> ${parameterLabel(after)}`,
    ]),
    ['trials', `${trials.before} -> ${trials.after}${doneText(done, replacesTrials)}`],
  ];
  const width = Math.max(...rows.map(([key]) => key.length));
  return rows.map(([key, text]) => `  ${key.padEnd(width)}  ${text}`).join('\n');
}

function doneText(done: number, replacesTrials: boolean): string {
  const finished = done === 0 ? '' : ` (${done} finished)`;
  if (replacesTrials)
    return `, all with more epochs; those so far${finished} leave the sweep, stay in the store, and are continued where the schedule allows`;
  return done === 0 ? '' : `, of which ${done} finished stay`;
}
