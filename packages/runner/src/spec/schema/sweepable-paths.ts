import { trialConfigSchema } from '@sweepdeck/core/training';
import { z } from 'zod';
import { alternatives, isObjectSchema, unwrap } from '../zod/schema-walk.ts';
import { withoutDefault } from '../zod/without-default.ts';

export interface SweepablePath {
  /** A dotted path: `optimizer.momentum`. */
  readonly path: string;
  readonly schema: z.core.$ZodType;
}

/** Top-level parts of the trial configuration that all trials of a sweep share, or that `repeats` and `folds` vary. */
const unsweepable = ['seed', 'metric', 'fold'];

/** Options that are not swept alone: `name` is swept with its part, the hash of a file with the file. */
const unsweepableOptions = ['name', 'sha256'];

/** Shapes as text, cached; most options are the same object in many alternatives. */
const shapeTexts = new Map<z.core.$ZodType, string>();

/** Every path of the trial configuration that `parameters` may name, in the order of the schema, parents first. */
export const sweepablePaths: readonly SweepablePath[] = Object.entries(trialConfigSchema.shape)
  .filter(([key]) => !unsweepable.includes(key))
  .flatMap(([key, schema]) => pathsFrom(key, [schema]));

/** Returns the schema of a single option if the option's owner checks its own options: any key below is then a path. */
function openOption({ schema }: SweepablePath): z.core.$ZodType | undefined {
  const inner = unwrap(schema);
  return inner instanceof z.ZodRecord ? inner.valueType : undefined;
}

/** Lists the options of modules, each with the schema of a single option. */
export function openPaths(): readonly SweepablePath[] {
  return sweepablePaths.flatMap((known) => {
    const schema = openOption(known);
    return schema === undefined ? [] : [{ path: known.path, schema }];
  });
}

/** Returns the path that `parameters` may name; `undefined` if it may not. */
export function sweepablePath(path: string): SweepablePath | undefined {
  return sweepablePaths.find((known) => known.path === path) ?? moduleOptionPath(path);
}

/** Recognizes `loss.options.temperature`, and deeper paths. */
function moduleOptionPath(path: string): SweepablePath | undefined {
  if (path.split('.').some((key) => key === '' || key === '__proto__')) return undefined;
  for (const known of sweepablePaths) {
    const schema = path.startsWith(`${known.path}.`) ? openOption(known) : undefined;
    if (schema !== undefined) return { path, schema };
  }
  return undefined;
}

/**
 * Collects the paths below a path.
 * @param schemas the schemas of its options, in every alternative that has them
 */
function pathsFrom(path: string, schemas: readonly z.core.$ZodType[]): SweepablePath[] {
  const here: SweepablePath = {
    path,
    // Merging is slow, and a sweep names few of the paths.
    get schema() {
      return merge(schemas);
    },
  };
  const byKey = new Map<string, z.core.$ZodType[]>();
  for (const option of schemas.flatMap(alternatives)) {
    if (!isObjectSchema(option)) continue;
    for (const [key, child] of Object.entries(option.shape)) {
      if (!unsweepableOptions.includes(key)) byKey.set(key, [...(byKey.get(key) ?? []), child]);
    }
  }
  return [here, ...[...byKey].flatMap(([key, children]) => pathsFrom(`${path}.${key}`, children))];
}

/**
 * Merges options of the same name (`epsilon` of two optimizers) into one if they take the same values. Defaults are
 * dropped, because a union would apply one to a missing value.
 */
function merge(schemas: readonly z.core.$ZodType[]): z.core.$ZodType {
  const distinct = new Map(
    schemas.map((schema) => [schemas.length === 1 ? '' : shapeText(schema), withoutDefault(schema)]),
  );
  const [first, ...rest] = distinct.values();
  if (first === undefined) throw new Error('no schema to merge');
  return rest.length === 0 ? first : z.union([first, ...rest]);
}

function shapeText(schema: z.core.$ZodType): string {
  const known = shapeTexts.get(schema);
  if (known !== undefined) return known;
  const { default: _, description: __, ...shape } = z.toJSONSchema(schema, { io: 'input' });
  const text = JSON.stringify(shape);
  shapeTexts.set(schema, text);
  return text;
}
