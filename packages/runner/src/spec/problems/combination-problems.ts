import { trialConfigSchema } from '@sweepdeck/core/training';
import type { z } from 'zod';
import type { JsonValue } from '../../records/json-value.ts';
import type { ValueAxis } from '../../records/parameter-axis.ts';
import { grid } from '../cells/grid.ts';
import { cellLabel } from '../../records/cell-label.ts';
import { applyParameters } from '../cells/apply-parameters.ts';
import { canonicalJson } from '../identity/canonical-json.ts';
import { describeMisfit, type Misfit, type TrialKey } from './describe-misfit.ts';
import { impliedByName } from '../schema/implied-names.ts';
import { keyForm } from '../identity/key-form.ts';
import { narrowIssues } from './narrow-issues.ts';
import type { Problem } from '../document/problem.ts';
import { discriminatorNames, keysOf, valueAt } from '../zod/schema-walk.ts';
import { placeOf, placeOfKey, type Place, type SweepDocument } from '../document/sweep-document.ts';

type Cell = Readonly<Record<string, JsonValue>>;

/**
 * Finds problems of nested paths (`optimizer` and `optimizer.momentum`), which can be valid alone and wrong together.
 * Tries every combination of the axes that meet in one part of the configuration, and finds cells that turn out
 * equal.
 */
export function combinationProblems(
  sweep: SweepDocument,
  fixed: Readonly<Record<string, unknown>>,
  parameters: readonly ValueAxis[],
): Problem[] {
  const byKey = new Map<string, ValueAxis[]>();
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
  axes: readonly ValueAxis[],
): Problem[] {
  const schema = trialConfigSchema.shape[key];
  /** Misfits by axis and reason. */
  const misfits = new Map<string, Misfit & { readonly owners: Set<string>; readonly where: string }>();
  const tried = new Set<string>();
  const cells = new Map<string, Cell>();
  const problems: Problem[] = [];
  for (const cell of grid(axes)) {
    const value = applyParameters({ [key]: fixed[key] }, cell)[key];
    const { data, error } = schema.safeParse(value);
    const owner = ownerOf(value);
    tried.add(owner);
    if (error !== undefined) {
      for (const issue of narrowIssues(error.issues)) {
        const misfit = describeMisfit(axes, key, value, issue);
        const id = `${misfit.axis.path} ${misfit.text}`;
        const where = issue.code === 'custom' ? ` in the cell ${cellLabel(cell)}` : '';
        const known = misfits.get(id) ?? { ...misfit, owners: new Set(), where };
        known.owners.add(owner);
        misfits.set(id, known);
      }
      continue;
    }
    const text = canonicalJson(keyForm({ [key]: data }));
    const twin = cells.get(text);
    if (twin === undefined) cells.set(text, cell);
    const last = axes.findLast(({ path }) => twin !== undefined && cell[path] !== twin[path]);
    if (twin === undefined || last === undefined || problems.length > 0) continue;
    const placeIn = (of: Cell): Place => {
      const index = last.values.indexOf(of[last.path] ?? null);
      return placeOf(sweep, ['parameters', last.path, 'values', index]);
    };
    problems.push({
      place: placeIn(cell),
      path: `parameters.${last.path}`,
      text: `${cellLabel(twin)} (${placeIn(twin).label}) and ${cellLabel(cell)} are the same configuration; expected different ones`,
      hint: `leave the option out of the values of ${key}`,
    });
  }
  if (misfits.size > 0) problems.length = 0;
  for (const { axis, text, hint, owners, where, option } of misfits.values()) {
    const isNowhere = option !== undefined && owners.size === tried.size;
    problems.push({
      place: placeOfKey(sweep, ['parameters', axis.path]),
      path: `parameters.${axis.path}`,
      text: `cannot be combined with ${key} ${[...owners].join(', ')}${where}: ${text}`,
      hint: isNowhere ? describeOptions(schema, [...owners], option) : hint,
    });
  }
  return problems;
}

/** Returns the name that the options belong to: of the optimizer, the loss or the model. */
function ownerOf(value: unknown): string {
  const name = valueAt(value, ['name']);
  if (typeof name === 'string') return name;
  const implied = [...impliedByName].find(([, option]) => valueAt(value, [option]) !== undefined);
  return implied?.[0] ?? '';
}

/** Describes which options the values have, and which names have the wanted option, if any. */
function describeOptions(schema: z.core.$ZodType, owners: readonly string[], option: string): string {
  const optionsOf = (name: string): string[] =>
    keysOf([schema], name).filter((key) => !['name', 'sha256'].includes(key));
  const having = discriminatorNames(schema).filter((name) => optionsOf(name).includes(option));
  const lists = owners.slice(0, 3).map((owner) => `${owner} has ${optionsOf(owner).join(', ') || 'no options'}`);
  return [...lists, ...(having.length > 0 ? [`${option} is one of ${having.join(', ')}`] : [])].join('; ');
}
