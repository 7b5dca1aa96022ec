import { dirname, resolve } from 'node:path';
import { trialConfigSchema, type TrialConfig } from '@sweepdeck/core/training';
import type { ValueAxis } from '../records/parameter-axis.ts';
import { applyOverrides } from './document/apply-overrides.ts';
import { applyParameters } from './cells/apply-parameters.ts';
import { combinationProblems } from './problems/combination-problems.ts';
import { consistencyProblems, defaultGoal } from './problems/consistency-problems.ts';
import { refuseLargeGrid } from './cells/grid-size.ts';
import { hashFiles } from './document/hash-files.ts';
import { preferModulesOfOverrides } from './document/prefer-modules.ts';
import { parseSweepYaml } from './document/parse-sweep-yaml.ts';
import { placeOfModelIn, type PlaceOfModel } from './document/place-of-model.ts';
import { preferLayersOfOverrides } from './document/prefer-layers.ts';
import { engineOf } from './schema/engine-choices.ts';
import { problemsError } from './document/problem.ts';
import { readSweepFile } from './document/read-sweep-file.ts';
import { resolvePaths } from './document/resolve-paths.ts';
import { schemaProblems } from './problems/schema-problems.ts';
import { valueAt } from './zod/schema-walk.ts';
import { shortForm } from './identity/short-form.ts';
import { placeOf, type SweepDocument } from './document/sweep-document.ts';
import { sweepSchema, trialKeys, type SweepData } from './schema/sweep-schema.ts';
import { hashSpec, type SweepSpec } from './sweep-spec.ts';
import { sweepablePath } from './schema/sweepable-paths.ts';

export interface LoadSweepOptions {
  /** Overrides `path=value`, as given to `--set`. */
  readonly overrides?: readonly string[] | undefined;
  /** Base of a relative file name, and of relative paths in overrides. */
  readonly currentDirectory: string;
}

export interface LoadedSweep {
  readonly spec: SweepSpec;
  /** The YAML as written. */
  readonly source: string;
  /** Base of relative paths in the sweep: the folder of its file. */
  readonly folder: string;
  /** Hash of the spec with the overrides applied. */
  readonly specHash: string;
  /** Finds the place of a model whose error appears only when it is created for its data. */
  readonly placeOfModel: PlaceOfModel;
}

/**
 * Reads and checks a sweep file.
 *
 * @throws SweepdeckError with all problems of the file at once: `sweep-file-not-found`, `sweep-file-not-readable`,
 * `sweep-file-not-text`, `sweep-file-empty`, `yaml-syntax`, `sweep-invalid`, `grid-too-large`; `module-not-found` and
 * `module-not-built` come alone
 */
export function loadSweep(filePath: string, options: LoadSweepOptions): LoadedSweep {
  const { currentDirectory } = options;
  const folder = dirname(resolve(currentDirectory, filePath));
  return loadSweepText(readSweepFile(filePath, currentDirectory), { ...options, name: filePath, folder });
}

export interface SweepTextOptions extends LoadSweepOptions {
  /** Name of the file for messages. */
  readonly name: string;
  /** Base of relative paths in the text. */
  readonly folder: string;
}

/** Does the same as `loadSweep` for text that has already been read. */
export function loadSweepText(
  source: string,
  { name, folder, overrides = [], currentDirectory }: SweepTextOptions,
): LoadedSweep {
  const sweep = parseSweepYaml(source, name);
  const problems = applyOverrides(sweep, overrides);
  preferModulesOfOverrides(sweep);
  preferLayersOfOverrides(sweep);
  const directories = { file: folder, current: currentDirectory };
  problems.push(...resolvePaths(sweep, directories));
  const root: unknown = sweep.document.toJS();
  const named = Object.keys(valueAt(root, ['parameters']) ?? {});
  refuseManyParameters(sweep, named.length);
  const schema = sweepSchema(named.flatMap((path) => sweepablePath(path) ?? []));
  const { data, error } = schema.safeParse(root);
  problems.push(...schemaProblems(sweep, schema, root, error?.issues ?? []), ...consistencyProblems(sweep, root));
  if (problems.length > 0 || data === undefined) throw problemsError('sweep-invalid', problems);
  const spec = buildSpec(sweep, data, root);
  return { spec, source, folder, specHash: hashSpec(spec), placeOfModel: placeOfModelIn(sweep, spec.axes) };
}

/** There are fewer paths than this, and each entry needs a schema of its own. */
const maxParameters = 500;

function refuseManyParameters(sweep: SweepDocument, count: number): void {
  if (count <= maxParameters) return;
  const text = `saw ${count.toLocaleString('en-US')} entries; expected at most ${maxParameters}`;
  throw problemsError('sweep-invalid', [{ place: placeOf(sweep, ['parameters']), path: 'parameters', text }]);
}

function buildSpec(sweep: SweepDocument, data: SweepData, root: unknown): SweepSpec {
  const { name, method, engine, repeats, folds, diverged, keep_weights: keepWeights, failures, seed } = data;
  const metric = { name: data.metric.name, goal: data.metric.goal ?? defaultGoal(data.metric.name) };
  const fixed = { ...Object.fromEntries(trialKeys.map((key) => [key, data[key]])), metric, seed };
  const parameters = listParameters(data, root);
  refuseLargeGrid(sweep, parameters, { repeats, folds });
  const problems = combinationProblems(sweep, fixed, parameters);
  if (problems.length > 0) throw problemsError('sweep-invalid', problems);

  const isAxis = ({ path, isSingle }: Parameter): boolean =>
    !path.startsWith('dataset') && (!isSingle || parameters.some((owner) => path.startsWith(`${owner.path}.`)));
  const single = parameters.filter((parameter) => !isAxis(parameter));
  const folded = Object.fromEntries(
    single.flatMap(({ path, values: [value] }) => (value === undefined ? [] : [[path, value]])),
  );
  const config: TrialConfig = trialConfigSchema.parse(applyParameters(fixed, folded));
  const axes = parameters.filter(isAxis).map(({ path, values }) => ({ path, values }));
  const modules = hashFiles(sweep);
  const hashed = Object.keys(modules).length === 0 ? {} : { modules };
  const foldCount = folds === undefined ? {} : { folds };
  return {
    name,
    method,
    engine: engineOf(engine),
    repeats,
    ...foldCount,
    diverged,
    keepWeights,
    ...(failures === undefined ? {} : { failures }),
    config,
    axes,
    ...hashed,
  };
}

interface Parameter extends ValueAxis {
  /** Written as `value`: the same for all trials. */
  readonly isSingle: boolean;
}

/** Lists parameters in the order of the YAML, which zod's output loses; values are in their short form. */
function listParameters(data: SweepData, root: unknown): Parameter[] {
  return Object.keys(valueAt(root, ['parameters']) ?? {}).flatMap((path) => {
    const schema = sweepablePath(path)?.schema;
    const entry = data.parameters[path];
    if (schema === undefined || entry === undefined) return [];
    const values = (entry.values ?? [entry.value]).map((value) => shortForm(schema, value));
    return [{ path, values, isSingle: entry.values === undefined }];
  });
}
