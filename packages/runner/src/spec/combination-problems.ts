import { trialConfigSchema } from '@sweepdeck/core/training';
import type { z } from 'zod';
import type { ParameterAxis } from '../records/records.ts';
import { grid } from '../search/grid.ts';
import { cellLabel } from '../records/cell-label.ts';
import { applyParameters } from './apply-parameters.ts';
import { canonicalJson } from './canonical-json.ts';
import { describeSchemas } from './describe-schema.ts';
import { describeValue } from './describe-value.ts';
import type { Problem } from './problem.ts';
import { schemasAt, valueAt } from './schema-walk.ts';
import { placeOfKey, type SweepDocument } from './sweep-document.ts';

type TrialKey = keyof typeof trialConfigSchema.shape;

/**
 * Paths inside one another (`optimizer` and `optimizer.momentum`) are valid alone and can still be wrong together: this
 * tries every combination of those that meet in one part of the configuration, and finds cells that come out the same.
 */
export function combinationProblems(
  sweep: SweepDocument,
  fixed: Readonly<Record<string, unknown>>,
  parameters: readonly ParameterAxis[],
): Problem[] {
  const byKey = new Map<string, ParameterAxis[]>();
  for (const axis of parameters) {
    const [key = ''] = axis.path.split('.');
    byKey.set(key, [...(byKey.get(key) ?? []), axis]);
  }
  return [...byKey]
    .filter(([, axes]) => axes.some(({ path }) => path.includes('.')))
    .flatMap(([key, axes]) => groupProblems(sweep, key as TrialKey, fixed, axes));
}

function groupProblems(
  sweep: SweepDocument,
  key: TrialKey,
  fixed: Readonly<Record<string, unknown>>,
  axes: readonly ParameterAxis[],
): Problem[] {
  const schema = trialConfigSchema.shape[key];
  /** By axis and reason: the owners that it fails with. */
  const misfits = new Map<string, { axis: ParameterAxis; text: string; owners: Set<string> }>();
  const labels = new Map<string, string>();
  const problems: Problem[] = [];
  for (const cell of grid(axes)) {
    const value = applyParameters({ [key]: fixed[key] }, cell)[key];
    const { data, error } = schema.safeParse(value);
    if (error !== undefined) {
      for (const issue of error.issues) {
        const { axis, text } = describeMisfit(axes, key, value, issue);
        const misfit = misfits.get(`${axis.path} ${text}`) ?? { axis, text, owners: new Set() };
        const owner = valueAt(value, ['name']);
        misfit.owners.add(typeof owner === 'string' ? owner : '');
        misfits.set(`${axis.path} ${text}`, misfit);
      }
      continue;
    }
    const text = canonicalJson(data);
    const label = cellLabel(cell);
    const twin = labels.get(text);
    labels.set(text, label);
    const last = axes.at(-1);
    if (twin === undefined || last === undefined || problems.length > 0) continue;
    problems.push({
      place: placeOfKey(sweep, ['parameters', last.path]),
      path: `parameters.${last.path}`,
      text: `${twin} and ${label} are the same configuration; expected different ones`,
      hint: `leave the option out of the values of ${key}`,
    });
  }
  if (misfits.size > 0) problems.length = 0;
  for (const { axis, text, owners } of misfits.values()) {
    problems.push({
      place: placeOfKey(sweep, ['parameters', axis.path]),
      path: `parameters.${axis.path}`,
      text: `cannot be combined with ${key} ${[...owners].join(', ')}: ${text}`,
      hint: `write the option inside the values of ${key} that have it: { name: ..., ${axis.path.split('.').at(-1)}: ... }`,
    });
  }
  return problems;
}

/** Which axis brought a value that does not fit, and what is wrong with it there. */
function describeMisfit(
  axes: readonly ParameterAxis[],
  key: TrialKey,
  value: unknown,
  issue: z.core.$ZodIssue,
): { axis: ParameterAxis; text: string } {
  const isUnknown = issue.code === 'unrecognized_keys';
  const path = [...issue.path.map(String), ...(isUnknown ? issue.keys.slice(0, 1) : [])];
  const dotted = [key, ...path].join('.');
  const nested = axes.filter((axis) => axis.path.includes('.'));
  const axis = nested.find((candidate) => dotted.startsWith(candidate.path)) ?? nested[0];
  if (axis === undefined) throw new Error(`${key} is invalid without a nested parameter`);
  if (isUnknown) return { axis, text: `it has no option ${path.at(-1)}` };
  const keys = issue.path.filter((part) => typeof part !== 'symbol');
  const expectation = describeSchemas(schemasAt(trialConfigSchema.shape[key], keys, value));
  const seen = valueAt(value, keys);
  const subject = path.join('.');
  return seen === undefined
    ? { axis, text: `${subject} is missing; expected ${expectation.text}` }
    : { axis, text: `${subject}: saw ${describeValue(seen, expectation)}; expected ${expectation.text}` };
}
