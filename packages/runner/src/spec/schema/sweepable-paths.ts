import { trialConfigSchema } from '@sweepdeck/core/training';
import { z } from 'zod';
import { alternatives, isObjectSchema, unwrap } from '../zod/schema-walk.ts';
import { withoutDefault } from '../zod/without-default.ts';

export interface SweepablePath {
  /** Dotted: `optimizer.momentum`. */
  readonly path: string;
  readonly schema: z.core.$ZodType;
}

/** Top-level parts of the trial configuration that all trials of a sweep share, or that `repeats` and `folds` vary. */
const unsweepable = ['seed', 'metric', 'fold'];

/** Options that are not swept by themselves: `name` with its whole part, the hash of a file with the file. */
const unsweepableOptions = ['name', 'sha256'];

/** Texts of shapes; most options are the same object in many alternatives. */
const shapeTexts = new Map<z.core.$ZodType, string>();

/** Every path of the trial configuration that `parameters` may name, in the order of the schema, parents first. */
export const sweepablePaths: readonly SweepablePath[] = Object.entries(trialConfigSchema.shape)
  .filter(([key]) => !unsweepable.includes(key))
  .flatMap(([key, schema]) => pathsFrom(key, [schema]));

/** Whose options these are checks them itself: any key below is a path. @returns what a single option takes */
function openOption({ schema }: SweepablePath): z.core.$ZodType | undefined {
  const inner = unwrap(schema);
  return inner instanceof z.ZodRecord ? inner.valueType : undefined;
}

/** The options of a module, each with what a single option takes. */
export function openPaths(): readonly SweepablePath[] {
  return sweepablePaths.flatMap((known) => {
    const schema = openOption(known);
    return schema === undefined ? [] : [{ path: known.path, schema }];
  });
}

/** The path as `parameters` may name it, `undefined` where it may not. */
export function sweepablePath(path: string): SweepablePath | undefined {
  return sweepablePaths.find((known) => known.path === path) ?? moduleOptionPath(path);
}

/** `loss.options.temperature`, or deeper. */
function moduleOptionPath(path: string): SweepablePath | undefined {
  if (path.split('.').some((key) => key === '' || key === '__proto__')) return undefined;
  for (const known of sweepablePaths) {
    const schema = path.startsWith(`${known.path}.`) ? openOption(known) : undefined;
    if (schema !== undefined) return { path, schema };
  }
  return undefined;
}

/** @param schemas what the options of this path take, wherever it is one */
function pathsFrom(path: string, schemas: readonly z.core.$ZodType[]): SweepablePath[] {
  const here: SweepablePath = {
    path,
    // Merging takes long, and a sweep names few of the paths.
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
 * Options of the same name (`epsilon` of two optimizers) count as one where they take the same values. Each goes without its
 * default, which a union would give to whoever writes nothing.
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
