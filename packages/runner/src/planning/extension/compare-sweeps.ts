import { SweepdeckError } from '@sweepdeck/core/errors';
import { parameterLabel } from '../../records/cell-label.ts';
import type { JsonValue } from '../../records/json-value.ts';
import { isValueAxis } from '../../records/parameter-axis.ts';
import type { PlannedTrial } from '../../records/records.ts';
import { planTrials } from '../../search/plan-trials.ts';
import { canonicalJson } from '../../spec/identity/canonical-json.ts';
import { withoutDataPaths } from '../../spec/identity/data-paths.ts';
import { shortForm } from '../../spec/identity/short-form.ts';
import { sweepablePath } from '../../spec/schema/sweepable-paths.ts';
import { trialKeys } from '../../spec/schema/sweep-schema.ts';
import { specToJson, type SweepSpec } from '../../spec/sweep-spec.ts';
import { valueAt } from '../../spec/zod/schema-walk.ts';
import { changesResults } from './changes-results.ts';
import { findChange, type FoundChange } from './find-change.ts';
import type { AxisChange, SettingChange, SweepExtension } from './sweep-extension.ts';

const epochsPath = 'training.epochs';

/**
 * Compares a sweep with a larger one, by their specs alone.
 *
 * @param engine the engine that the sweep was trained on, which `auto` may have chosen
 *
 * @throws SweepdeckError `extend-changes-results` when a trial of the sweep would no longer be in it, or would have
 * another result; `nothing-to-extend` when no trial is added
 */
export function compareSweeps(before: SweepSpec, after: SweepSpec, engine: string): SweepExtension {
  const epochs = epochsChange(before, after);
  refuseChange(before, after, { engine, ignoresEpochs: epochs !== undefined });
  if (after.repeats < before.repeats)
    throw changesResults(`repeats: saw ${after.repeats}, but the sweep has ${before.repeats}; none can be taken away.`);
  const [had, has] = [before, after].map((spec) => planTrials(spec, sameContext));
  if (had === undefined || has === undefined) throw new Error('two sweeps give two plans');
  const keyOf = ({ key, keyWithoutEpochs = key }: PlannedTrial): string =>
    epochs === undefined ? key : keyWithoutEpochs;
  const kept = new Set(had.map(keyOf));
  const staying = has.filter((trial) => kept.has(keyOf(trial)));
  if (staying.length < had.length) throw lossOf(before, after);
  const added = has.length - had.length;
  if (added === 0 && epochs === undefined)
    throw new SweepdeckError({
      code: 'nothing-to-extend',
      message: 'The sweep already has all of these trials.',
      hint: 'Add values, repeats or epochs, for example `--set repeats=5`; `runner sweep` trains what is left.',
    });
  return {
    axes: changedAxes(before, after, staying),
    settings: [
      ...changed('name', before.name, after.name),
      ...changed('repeats', before.repeats, after.repeats),
      ...(epochs === undefined ? [] : [epochs]),
      ...changed('diverged', before.diverged, after.diverged),
      ...changed('keep_weights', before.keepWeights, after.keepWeights),
    ],
    trials: { before: had.length, after: has.length },
    replacesTrials: epochs !== undefined,
  };
}

/** Only trials of these two plans are compared, and their data and engine are the same. */
const sameContext = { datasetFingerprint: '', engine: '', numericsVersion: '' };

function epochsChange(before: SweepSpec, after: SweepSpec): SettingChange | undefined {
  if ([before, after].some(({ axes }) => axes.some(({ path }) => isWithin(epochsPath, path)))) return undefined;
  const [had, has] = [before.config.training.epochs, after.config.training.epochs];
  return has > had ? { key: epochsPath, before: had, after: has } : undefined;
}

/** Refuses another value of a setting that no axis changes. */
function refuseChange(
  before: SweepSpec,
  after: SweepSpec,
  { engine, ignoresEpochs }: { readonly engine: string; readonly ignoresEpochs: boolean },
): void {
  const swept = [...before.axes, ...after.axes].map(({ path }) => path);
  const isIgnored = (path: string): boolean =>
    (ignoresEpochs && path === epochsPath) || swept.some((axis) => isWithin(path, axis));
  const changeOf = findChange(fixedSettings(before), fixedSettings(after), isIgnored);
  const engineChange = { key: 'engine', before: before.engine, after: after.engine };
  // `auto` keeps the engine of the sweep.
  const isSameEngine = ['auto', before.engine, engine].includes(after.engine);
  const change: FoundChange | undefined = changeOf ?? (isSameEngine ? undefined : engineChange);
  if (change === undefined) return;
  throw changesResults(`${change.key}: saw ${valueText(change.after)}, but the sweep has ${valueText(change.before)}.`);
}

function isWithin(path: string, owner: string): boolean {
  return path === owner || path.startsWith(`${owner}.`);
}

/** Returns the settings that every trial of the sweep has. */
function fixedSettings(spec: SweepSpec): JsonValue {
  const written = specToJson(spec) as Readonly<Record<string, JsonValue>>;
  const keys = ['method', 'metric', ...trialKeys, 'folds', 'seed'];
  const settings = Object.fromEntries(
    keys.flatMap((key) => (written[key] === undefined ? [] : [[key, written[key]]])),
  ) as Record<string, JsonValue>;
  // The number of epochs is compared alone, also where it is the default.
  const { epochs } = spec.config.training;
  const training = settings['training'];
  return {
    ...settings,
    dataset: withoutDataPaths(spec.config.dataset) as JsonValue,
    training: { ...(typeof training === 'object' ? training : {}), epochs },
  };
}

/**
 * Returns the axes that get values. Those whose values stay the same are left out.
 * @param staying the trials of the larger sweep that the other one has too
 */
function changedAxes(before: SweepSpec, after: SweepSpec, staying: readonly PlannedTrial[]): AxisChange[] {
  return after.axes.flatMap((axis) => {
    const { path } = axis;
    const values = isValueAxis(axis) ? axis.values : [];
    const used = new Set(staying.map(({ parameters }) => canonicalJson(parameters[path])));
    const added = values.filter((value) => !used.has(canonicalJson(value)));
    const own = before.axes.find((each) => each.path === path);
    const had = own === undefined ? values.filter((value) => used.has(canonicalJson(value))) : valuesOf(before, path);
    return added.length === 0 ? [] : [{ path, before: had, added, wasFixed: own === undefined }];
  });
}

/** Makes the error for a trial that would be lost: names the value that is missing, if there is one. */
function lossOf(before: SweepSpec, after: SweepSpec): SweepdeckError {
  for (const { path } of [...before.axes, ...after.axes]) {
    const [had, has] = [valuesOf(before, path), valuesOf(after, path)];
    const lost = had.filter((value) => !contains(has, value));
    if (had.length > 0 && lost.length === 0) continue;
    const missing = had.length === 0 ? 'cells without it' : lost.map(parameterLabel).join(', ');
    return changesResults(
      `${path}: saw ${has.map(parameterLabel).join(', ')}, but the sweep has ${missing}; no value can be taken away.`,
    );
  }
  return changesResults('Files that the sweep uses have changed since it was started.');
}

/** Returns the values of an axis, or the value that all trials have there. */
function valuesOf(spec: SweepSpec, path: string): readonly JsonValue[] {
  const axis = spec.axes.find((each) => each.path === path);
  if (axis !== undefined) return isValueAxis(axis) ? axis.values : [];
  const schema = sweepablePath(path)?.schema;
  const value = valueAt(spec.config, path.split('.'));
  return schema === undefined || value === undefined ? [] : [shortForm(schema, value)];
}

function contains(values: readonly JsonValue[], wanted: JsonValue): boolean {
  return values.some((value) => canonicalJson(value) === canonicalJson(wanted));
}

function changed(key: string, before: JsonValue, after: JsonValue): SettingChange[] {
  return before === after ? [] : [{ key, before, after }];
}

function valueText(value: JsonValue | undefined): string {
  return value === undefined ? 'none' : parameterLabel(value);
}
