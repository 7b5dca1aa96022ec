import { countOf } from '@sweepdeck/core/words';
import { axisLabel, valueLabel } from './cell-label.ts';
import { failureKindOf } from './failure-kind.ts';
import type { JsonValue } from './json-value.ts';
import type { TrialRecord } from './records.ts';

type EndedTrial = Pick<TrialRecord, 'status' | 'parameters' | 'error'>;

/** Fewer trials could share a value by chance. */
const fewest = 3;
/** A pattern names at least this share of the trials that failed. */
const leastShare = 0.5;

/**
 * Names what the diverged and the failed trials have in common, a sentence for each: `All 9 trials with
 * learning_rate >= 1 diverged.` A pattern is a value, or a bound of numbers, at which every trial that has ended did
 * so in this way. The one with the most trials is named.
 */
export function failurePatterns(trials: readonly EndedTrial[]): string[] {
  const ended = trials.filter(({ status }) => status !== 'pending' && status !== 'running');
  return (['diverged', 'failed'] as const).flatMap((status) => {
    const hit = ended.filter((trial) => trial.status === status);
    if (hit.length < fewest) return [];
    const verb = status === 'diverged' ? 'diverged' : describeKinds(hit);
    if (hit.length === ended.length) return [`All ${countOf(hit.length, 'trial')} ${verb}.`];
    const group = largestGroup(ended, status);
    if (group === undefined || group.size < Math.max(fewest, leastShare * hit.length)) return [];
    return [`All ${countOf(group.size, 'trial')} with ${group.condition} ${verb}.`];
  });
}

interface Group {
  readonly condition: string;
  readonly size: number;
}

function largestGroup(ended: readonly EndedTrial[], status: TrialRecord['status']): Group | undefined {
  let largest: Group | undefined;
  const paths = new Set(ended.flatMap(({ parameters }) => Object.keys(parameters)));
  for (const path of paths) {
    for (const { condition, holds } of conditionsOn(path, ended)) {
      const group = ended.filter(({ parameters }) => holds(parameters[path]));
      const isPattern = group.length < ended.length && group.every((trial) => trial.status === status);
      if (isPattern && group.length > (largest?.size ?? 0)) largest = { condition, size: group.length };
    }
  }
  return largest;
}

interface Condition {
  readonly condition: string;
  readonly holds: (value: JsonValue | undefined) => boolean;
}

/** Lists the conditions on a parameter: its bounds if its values are numbers, and each of its values. */
function conditionsOn(path: string, ended: readonly EndedTrial[]): Condition[] {
  const name = axisLabel(path);
  const values = new Map(
    ended.flatMap(({ parameters: { [path]: value } }) =>
      value === undefined ? [] : [[JSON.stringify(value), value] as const],
    ),
  );
  const single = [...values].map(([text, value]): Condition => ({
    condition: `${name} ${valueLabel(path, value)}`,
    holds: (candidate) => candidate !== undefined && JSON.stringify(candidate) === text,
  }));
  const numbers = [...values.values()].filter((value) => typeof value === 'number').toSorted((a, b) => a - b);
  if (numbers.length < values.size) return single;
  const bounds = numbers.slice(1, -1).flatMap((bound): Condition[] => [
    {
      condition: `${name} >= ${valueLabel(path, bound)}`,
      holds: (value) => typeof value === 'number' && value >= bound,
    },
    {
      condition: `${name} <= ${valueLabel(path, bound)}`,
      holds: (value) => typeof value === 'number' && value <= bound,
    },
  ]);
  return [...bounds, ...single];
}

/** Says how trials failed: `failed (out-of-memory)`; without a kind if they differ. */
function describeKinds(failed: readonly EndedTrial[]): string {
  const kinds = new Set(failed.map(({ error }) => (error === null ? 'crashed' : failureKindOf(error))));
  return kinds.size === 1 ? `failed (${[...kinds].join('')})` : 'failed';
}
